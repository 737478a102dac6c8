"""Reads a list of delegates: pasted lines, or a file (CSV or XLSX)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from bsm_domain.foundation.errors import InvalidValue, RowErrors
from bsm_domain.foundation.formatting import count_of, join_alternatives
from bsm_domain.foundation.values import DelegateFunction
from bsm_service.documents.parsing_deadline import Deadline, parsing_slot
from bsm_service.foundation.refusals import first_error_sentence
from bsm_service.imports.columns.fields import ListField
from bsm_service.imports.columns.headings import lines_below, match_columns
from bsm_service.imports.files.cells import InvalidCell, TableCell, fold_text
from bsm_service.imports.files.table_reader import FileRow, read_table
from bsm_service.imports.names.delegation_names import DelegationNames
from bsm_service.registration.commands import DelegateRow
from bsm_service.vault.personal_details import PersonalDetails

_FIELDS = (
    ListField(
        "delegation",
        ("Delegation", "State", "Participating State", "Country"),
        required=True,
    ),
    ListField("name", ("Name", "Delegate", "Full name", "Participant"), required=True),
    ListField("function", ("Function", "Function in the delegation", "Role", "As")),
    ListField("email", ("E-mail", "E-mail address", "Email", "Mail")),
    ListField("phone", ("Telephone", "Phone", "Mobile", "Telephone number")),
    ListField("post", ("Position", "Post", "Job title", "Title", "Function at home")),
    ListField(
        "agency", ("Agency", "Authority", "Service", "Institution", "Organisation")
    ),
    ListField("language", ("Language",)),
    ListField("dietary_needs", ("Dietary needs", "Diet")),
    ListField("access_needs", ("Access needs", "Accessibility")),
)
# The columns of lists without headings.
_USUAL_COLUMNS = ("delegation", "name", "function", "email")
_USUAL_COLUMNS_OF_ONE = ("name", "function", "email", "post")
_DETAILS = ("name", "email", "phone", "agency", "language")
_NEEDS = ("dietary_needs", "access_needs")
# The details that the list calls otherwise.
_FIELD_OF = {"post": "function"}
_FUNCTIONS: Mapping[str, DelegateFunction] = {
    **{fold_text(function): function for function in DelegateFunction},
    "HEAD OF DELEGATION": DelegateFunction.HEAD,
    "HOD": DelegateFunction.HEAD,
    "DEPUTY": DelegateFunction.ALTERNATE,
    "ADVISOR": DelegateFunction.ADVISER,
    "DELEGATE": DelegateFunction.MEMBER,
}


@dataclass(frozen=True, slots=True)
class ListedDelegate:
    """A delegate and the number of their row in the list, counted from 1."""

    row: int
    delegate: DelegateRow


def read_delegate_list(
    data: bytes, extension: str, invited: Mapping[str, str], *, of: str | None = None
) -> tuple[ListedDelegate, ...]:
    """The delegates of a list. `invited` are the meeting's delegations: names by code.
    The first row may have headings; without, the columns are delegation, name, function
    and e-mail address. In the list `of` one delegation they are name, function, e-mail
    address and position. The default function is member. Raises InvalidValue, which
    names each wrong row by its number and field; UnreadableFile, ParserBusy,
    ParsingTooSlow.
    """
    with parsing_slot() as deadline:
        table = read_table(data, extension, deadline=deadline)
        return _listed_delegates(table.rows, invited, of, deadline)


def _listed_delegates(
    table_rows: Sequence[FileRow],
    invited: Mapping[str, str],
    of: str | None,
    deadline: Deadline,
) -> tuple[ListedDelegate, ...]:
    fields = [field for field in _FIELDS if of is None or field.name != "delegation"]
    usual = _USUAL_COLUMNS if of is None else _USUAL_COLUMNS_OF_ONE
    columns = match_columns(table_rows, fields, {})
    if columns.missing and (of or _begins_without_headings(table_rows, invited)):
        rows = [(row.number, _usual_values(row, usual)) for row in table_rows]
    else:
        columns.require_complete()
        rows = [
            (row.number, columns.values(row))
            for row in lines_below(table_rows, columns.row)
        ]
    errors, delegates = RowErrors("delegates"), list[ListedDelegate]()
    names = DelegationNames(others=invited)
    for number, values in rows:
        if of is not None:
            values["delegation"] = of
        deadline.check()  # names close to a wrong one take a while to find
        row_errors = list(_errors(values, names, invited, proposes=errors.lists_next))
        for field, sentence in row_errors:
            errors.add(number, field, InvalidValue(sentence))
        if row_errors:
            continue
        try:
            delegates.append(ListedDelegate(number, _delegate(values, names)))
        except ValidationError as error:
            field = str(error.errors(include_url=False)[0]["loc"][-1])
            refusal = InvalidValue(first_error_sentence(error))
            errors.add(number, field, refusal)
    errors.raise_if_any()
    if not delegates:
        raise InvalidValue("the list has no delegates; add at least one row")
    return tuple(delegates)


def _begins_without_headings(
    rows: Sequence[FileRow], invited: Mapping[str, str]
) -> bool:
    """Whether the first row is a delegate: it starts with a delegation."""
    first = str(rows[0].cells[0])
    return bool(DelegationNames(others=invited).code_of(first))


def _usual_values(row: FileRow, usual: Sequence[str]) -> dict[str, TableCell]:
    values = {
        name: cell for name, cell in zip(usual, row.cells, strict=False) if cell != ""
    }
    if len(row.cells) > len(usual):
        values["row"] = InvalidCell(
            f"the row has more than {count_of(len(usual), 'cell')}; add a first row "
            "with the names of the columns"
        )
    return values


def _errors(
    values: Mapping[str, TableCell],
    names: DelegationNames,
    invited: Mapping[str, str],
    *,
    proposes: bool,
) -> Iterator[tuple[str, str]]:
    """The errors of a row: field and sentence, which `proposes` similar names of
    delegations.
    """
    for field, cell in values.items():
        if isinstance(cell, InvalidCell):
            yield field, cell.message
    if "name" not in values:
        yield "name", "please enter a name"
    delegation = str(values.get("delegation", ""))
    code = names.code_of(delegation) if delegation else None
    if not delegation:
        yield "delegation", "please enter a delegation"
    elif not code:
        suggestion = names.suggestion(delegation, compares=proposes)
        yield (
            "delegation",
            f"“{delegation[:60]}” is not a known delegation{suggestion}",
        )
    elif code not in invited:
        yield "delegation", f"{code} is not invited; invite the delegation first"
    function = str(values.get("function", ""))
    if function and fold_text(function) not in _FUNCTIONS:
        yield (
            "function",
            f"“{function[:60]}” is not a function; choose "
            f"{join_alternatives([*DelegateFunction])}",
        )


def _delegate(values: Mapping[str, TableCell], names: DelegationNames) -> DelegateRow:
    """Lines of a cell are joined, except of needs. Raises ValidationError."""
    details = {
        _FIELD_OF.get(name, name): " ".join(str(values[name]).split())
        for name in (*_DETAILS, *_FIELD_OF)
        if name in values
    }
    details |= {name: str(values[name]) for name in _NEEDS if name in values}
    return DelegateRow(
        delegation=names.code_of(str(values["delegation"])) or "",
        function=_FUNCTIONS[fold_text(str(values.get("function", "member")))],
        person=PersonalDetails(**details),
    )

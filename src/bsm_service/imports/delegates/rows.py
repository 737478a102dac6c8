"""Reads the rows of a list of delegates, each by itself."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from babel import Locale
from pydantic import ValidationError

from bsm_domain.foundation.values import DelegateFunction
from bsm_service.documents.parsing_deadline import Deadline
from bsm_service.imports.columns.headings import MatchedColumns
from bsm_service.imports.delegates.delegations import ListedDelegations
from bsm_service.imports.delegates.functions import known_functions, proposed_functions
from bsm_service.imports.delegates.report import DelegateReportBuilder
from bsm_service.imports.files.cells import InvalidCell, TableCell, fold_text
from bsm_service.imports.files.table_reader import FileRow
from bsm_service.imports.words import OSCE_LANGUAGES, read_words
from bsm_service.vault.personal_details import PersonalDetails

# Fields of a list, as the details of a person call them.
_DETAILS = {
    **{name: name for name in ("name", "honorific", "given_names", "family_name")},
    **{name: name for name in ("latin_name", "email", "phone", "language")},
    "post": "function",
    "dietary_needs": "dietary_needs",
    "access_needs": "access_needs",
}
_FIELDS_OF_DETAILS = {detail: field for field, detail in _DETAILS.items()} | {
    "agency": "agency"
}
_SEVERAL_LINES = frozenset({"dietary_needs", "access_needs"})
_NAMES = frozenset({"name", "honorific", "given_names", "family_name", "latin_name"})


@dataclass(slots=True)
class ReadDelegate:
    """A row that can be read: `function` is None where the list says none, `rows` are
    its number and those of rows that were merged into it.
    """

    number: int
    delegation: str
    details: PersonalDetails
    function: DelegateFunction | None = None
    reference: str | None = None
    came: bool | None = None
    rows: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class DelegateRowReader:
    """Reads rows and reports what cannot be read. `functions` are mapped texts, folded;
    where it `accepts_functions`, titles mean what they are proposed to mean.
    """

    columns: MatchedColumns
    delegations: ListedDelegations
    functions: Mapping[str, DelegateFunction]
    accepts_functions: bool
    report: DelegateReportBuilder
    deadline: Deadline
    _proposals_by_title: dict[str, tuple[DelegateFunction, ...]] = field(
        default_factory=dict, init=False
    )

    def read(
        self, file_rows: Sequence[FileRow], on_progress: Callable[[int], None]
    ) -> Iterator[ReadDelegate]:
        for number, file_row in enumerate(file_rows, start=1):
            self.deadline.check()
            delegate = self._read(file_row)
            if file_row.number not in self.report.refused and delegate is not None:
                yield delegate
            on_progress(number)

    def _read(self, file_row: FileRow) -> ReadDelegate | None:
        values, number = self.columns.values(file_row), file_row.number
        bad = {n: cell for n, cell in values.items() if isinstance(cell, InvalidCell)}
        for name, cell in bad.items():
            self.report.add_error(number, name, cell.message)
        agencies = [
            _one_line(cell) for _, cell in self.columns.all_values(file_row, "agency")
        ]
        texts = {name: cell for name, cell in values.items() if name not in bad}
        code = self._delegation(number, texts)
        function = self._function(number, texts)
        came = self._came(number, texts)
        details = self._details(number, texts, ", ".join(agencies))
        if code is None or details is None:
            return None
        reference = _one_line(texts["reference"]) if "reference" in texts else None
        return ReadDelegate(number, code, details, function, reference, came, [number])

    def _delegation(self, number: int, texts: Mapping[str, TableCell]) -> str | None:
        """Also of one that can be invited; its row is refused until it is."""
        text = str(texts.get("delegation", "")).strip()
        if not text:
            self.report.add_error(number, "delegation", "please enter a delegation")
            return None
        code = self.delegations.code_of(text)
        if code is None:
            first = self.report.add_unknown(self.report.delegations, text, number)
            self.report.add_error(
                number, "delegation", f"“{first[:60]}” is not a known delegation"
            )
        return code

    def _function(
        self, number: int, texts: Mapping[str, TableCell]
    ) -> DelegateFunction | None:
        name = "function" if "function" in texts else "post"
        if name not in texts:
            return None
        text = _one_line(texts[name])
        key, is_title = fold_text(text), name == "post"
        if key in self.functions:
            self.report.mapped_functions.setdefault(key, text)
            return self.functions[key]
        if not is_title and key in known_functions():
            return known_functions()[key]
        proposals = self._proposals(key)
        if is_title and not proposals:
            return None
        return self._proposed(number, text, name, proposals)

    def _proposals(self, key: str) -> tuple[DelegateFunction, ...]:
        if key not in self._proposals_by_title:
            self._proposals_by_title[key] = proposed_functions(key)
        return self._proposals_by_title[key]

    def _proposed(
        self,
        number: int,
        text: str,
        name: str,
        proposals: tuple[DelegateFunction, ...],
    ) -> DelegateFunction | None:
        is_taken = self.accepts_functions and bool(proposals)
        among = self.report.taken_functions if is_taken else self.report.functions
        first = self.report.add_unknown(among, text, number)
        self.report.proposed_functions[first] = tuple(map(str, proposals))
        if is_taken:
            return proposals[0]
        may_mean = f"may mean {proposals[0]}" if proposals else "is not a function"
        self.report.add_error(
            number, name, f"“{first[:60]}” {may_mean}; choose the function it means"
        )
        return None

    def _came(self, number: int, texts: Mapping[str, TableCell]) -> bool | None:
        if "came" not in texts:
            return None
        text = _one_line(texts["came"])
        meaning = _yes_and_no().get(fold_text(text))
        if meaning is None:
            self.report.add_error(
                number, "came", f"“{text[:60]}” is neither yes nor no"
            )
        return meaning

    def _details(
        self, number: int, texts: Mapping[str, TableCell], agency: str
    ) -> PersonalDetails | None:
        details = {}
        for name, detail in _DETAILS.items():
            if name not in texts:
                continue
            text = str(texts[name]).strip()
            if name in _NAMES and "\n" in text:
                self.report.add_error(
                    number, name, "the name has several lines; write it on one line"
                )
                return None
            details[detail] = text if name in _SEVERAL_LINES else _one_line(text)
        if agency:
            details["agency"] = agency
        if "language" in details:
            details["language"] = _language_tag(details["language"])
        _complete_name(details)
        if "name" not in details and "reference" in texts:
            details["name"] = _one_line(texts["reference"])
        if "name" not in details:
            self.report.add_error(number, "name", "please enter a name")
            return None
        try:
            return PersonalDetails(**details)
        except ValidationError as error:
            self.report.add_validation_errors(number, error, _FIELDS_OF_DETAILS)
            return None


def _complete_name(details: dict[str, str]) -> None:
    """The whole name of its parts; where a list has "Name" beside given names only,
    that is the family name.
    """
    given, family = details.get("given_names"), details.get("family_name")
    name = details.get("name")
    if name is None and (given or family):
        details["name"] = " ".join(filter(None, (given, family)))
    elif name and given and not family and fold_text(given) not in fold_text(name):
        details |= {"name": f"{given} {name}", "family_name": name}


def _one_line(cell: TableCell) -> str:
    return " ".join(str(cell).split())


def _language_tag(text: str) -> str:
    """A tag, or the language of that name; otherwise the text, which is refused."""
    return _languages().get(fold_text(text), text)


@cache
def _languages() -> Mapping[str, str]:
    """Tags by the names of languages."""
    return {
        fold_text(name): tag
        for language in reversed(OSCE_LANGUAGES)
        for tag, name in Locale(language).languages.items()
        if tag.isalpha()
    }


@cache
def _yes_and_no() -> Mapping[str, bool]:
    words = read_words("delegates")
    return {
        fold_text(text): meaning
        for meaning, texts in ((True, words["yes"]), (False, words["no"]))
        for text in texts
    }

"""The verbs that import lists: one for each kind, made from its declaration."""

import inspect
from collections.abc import Mapping
from enum import StrEnum
from inspect import Parameter
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.formatting import join_alternatives
from bsm_projections.engine.columns import without_none
from bsm_service.cli.acting_user import AsUser, acting_principal
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.open_record import open_record
from bsm_service.cli.option_values import meeting_finder, read_file
from bsm_service.cli.options import (
    DatabaseOption,
    DataOption,
    JsonOption,
    Verb,
    database_place,
    with_parameters,
)
from bsm_service.foundation.identifiers import new_id
from bsm_service.foundation.refusals import first_error_sentence
from bsm_service.imports.choices import (
    ALL_CHANGES,
    ChangeableField,
    ListChoices,
    WantedChange,
    WantedChanges,
)
from bsm_service.imports.importable_lists import IMPORTABLE_LISTS, ImportableList
from bsm_service.imports.list_reading import ImportFile
from bsm_service.imports.mapping_verbs import forget_mappings, list_mappings
from bsm_service.imports.option_values import (
    hints_for_rows,
    parse_mappings,
    show_progress,
)
from bsm_service.imports.report_output import print_report

_CHANGES = "changes"
_FILE = Parameter(
    "file",
    Parameter.KEYWORD_ONLY,
    annotation=Annotated[Path, typer.Argument(help="A CSV file or an XLSX workbook.")],
)
_MEETING = Parameter(
    "meeting",
    Parameter.KEYWORD_ONLY,
    annotation=Annotated[
        str, typer.Option(help="The meeting's ID or edition, for example 10.")
    ],
)
DryRunOption = Annotated[
    bool,
    typer.Option("--dry-run", help="Show what the import would do, and store nothing."),
]


def _verb(listed: ImportableList) -> Verb:
    def verb(
        *,
        dry_run: DryRunOption = False,
        as_user: AsUser = None,
        data: DataOption = None,
        database: DatabaseOption = None,
        as_json: JsonOption = False,
        **values: Any,
    ) -> None:
        with report_refusals(as_json):
            file, meeting = values.pop("file"), values.pop("meeting")
            choices = _choices(listed, values)
            uploaded = ImportFile(
                data=read_file(file), extension=file.suffix.lstrip("."), name=file.name
            )
            place = database_place(data, database)
            with open_record(place, must_exist=False) as system:
                principal = acting_principal(system, listed.action, as_user, None, None)
                id = meeting_finder(system)(meeting)
                of_file = system, principal, id, uploaded, choices
                with hints_for_rows(), show_progress(as_json) as report_progress:
                    if dry_run:
                        report = listed.preview(*of_file, report_progress)
                    else:
                        command = new_id(system.store.clock())
                        report = listed.store(
                            *of_file, command_id=command, on_progress=report_progress
                        )
        if as_json:
            typer.echo(report.model_dump_json())
        else:
            print_report(listed, choices, report)

    options = (
        _option(listed, name, field)
        for name, field in listed.choices.model_fields.items()
    )
    return with_parameters(verb, (_FILE, _MEETING, *options))


def _option(listed: ImportableList, name: str, field: FieldInfo) -> Parameter:
    """The option for one of the choices: its help is the description of the field."""
    flag = f"--{listed.mapping_types.get(name, name).replace('_', '-')}"
    kind, default = without_none(field.annotation), field.default
    help, metavar = field.description, None
    if name in listed.mapping_types or isinstance(default, tuple):
        metavar = "WRITTEN=MEANS" if name in listed.mapping_types else "TEXT"
        if name == _CHANGES:
            flag, metavar = "--take-over", "WHICH"
        kind, default, help = list[str] | None, None, f"{help} Repeatable."
    elif kind is not bool:
        is_choice = inspect.isclass(kind) and issubclass(kind, StrEnum)
        kind = kind if is_choice else str
        kind = kind | None if default is None else kind
    option = typer.Option(flag, help=help, metavar=metavar, case_sensitive=False)
    annotation: Any = Annotated[kind, option]
    return Parameter(
        name, Parameter.KEYWORD_ONLY, annotation=annotation, default=default
    )


def _choices(listed: ImportableList, values: Mapping[str, Any]) -> ListChoices:
    """Raises InvalidValue."""
    typed = dict(values)
    for name in listed.mapping_types:
        typed[name] = _meanings(typed[name], listed.meanings_of(name))
    typed["empty"] = tuple(typed["empty"] or ())
    if _CHANGES in typed:
        typed[_CHANGES] = _parse_wanted_changes(typed[_CHANGES])
    try:
        return listed.choices(**typed)
    except ValidationError as error:
        raise InvalidValue(first_error_sentence(error)) from None


def _meanings(options: list[str] | None, means: type[str]) -> Mapping[str, str]:
    """Raises InvalidValue for a meaning that there is not."""
    meanings = parse_mappings(options)
    if not issubclass(means, StrEnum):
        return meanings
    for text, meaning in meanings.items():
        if meaning not in set(means):
            raise InvalidValue(
                f"“{text}” cannot mean “{meaning}”; choose "
                f"{join_alternatives([*means])}"
            )
    return {text: means(meaning) for text, meaning in meanings.items()}


def _parse_wanted_changes(options: list[str] | None) -> WantedChanges:
    """All differences, or those of fields and rows: `due_on`, 3, 3:due_on. Raises
    InvalidValue.
    """
    if options == [ALL_CHANGES]:
        return ALL_CHANGES
    return tuple(map(_parse_wanted_change, options or ()))


def _parse_wanted_change(option: str) -> WantedChange:
    row, colon, names = option.rpartition(":")
    if not colon and option.isdecimal():
        row, names = option, ""
    fields = [name.strip() for name in names.split(",") if name.strip()]
    unknown = [name for name in fields if name not in set(ChangeableField)]
    if unknown or (row and not row.isdecimal()) or not (row or fields):
        raise InvalidValue(
            f"{option!r} does not name differences; write 'all', fields (of: "
            f"{', '.join(ChangeableField)}), a row such as 3, or fields of a row such "
            "as 3:due_on"
        )
    return WantedChange(
        row=int(row) if row else None, fields=tuple(map(ChangeableField, fields))
    )


app = typer.Typer(help="Import lists from other systems.", no_args_is_help=True)
for _listed in IMPORTABLE_LISTS:
    app.command(_listed.kind, help=inspect.cleandoc(_listed.explanation))(
        _verb(_listed)
    )
app.command("mappings")(list_mappings)
app.command("forget")(forget_mappings)

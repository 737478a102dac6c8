"""Every command of the menu on the command line, made from its model.

A new command appears by itself, under its stable name: "activity.report-progress" is
`bsm activity report-progress ID --percent 40`.
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer
from pydantic import ValidationError

from bsm_domain.foundation.errors import InvalidValue
from bsm_projections.engine.audience import Audience
from bsm_projections.history import queries as history_queries
from bsm_service.access.permissions import Principal, require_permission
from bsm_service.application.command import Command, EstablishNetwork, every_command
from bsm_service.application.command_ids import (
    command_id_for_key,
    earlier_command_id_for_key,
)
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.assembly.command_options import (
    CommandOption,
    InputReaders,
    options_for,
)
from bsm_service.cli.acting_user import (
    PANEL,
    AsDelegation,
    AsRole,
    AsUser,
    acting_principal,
)
from bsm_service.cli.error_output import printable, report_refusals
from bsm_service.cli.open_record import open_record
from bsm_service.cli.options import (
    DatabaseOption,
    DataOption,
    JsonOption,
    choose_settings,
)
from bsm_service.cli.parsing import TEXT_HINT, meeting_finder, read_file
from bsm_service.cli.signatures import Verb, with_parameters
from bsm_service.documents.media_types import media_type_of
from bsm_service.follow_up.commands import SettleDueDate
from bsm_service.follow_up.work_commands import UploadedFile
from bsm_service.foundation.identifiers import derived_id, new_id
from bsm_service.foundation.refusals import FileRefused, StoreBusy, StoreUnavailable
from bsm_service.imports.commands import ImportActivities
from bsm_service.people.commands import ErasePersonalData
from bsm_service.privacy.commands import RedactText
from bsm_service.privacy.erasure import ErasureService, with_pending_erasures

# What has a verb of its own, or is no one's to ask.
COMMANDS_ELSEWHERE: Mapping[type[Command], str] = {
    EstablishNetwork: "bsm serve",
    SettleDueDate: "bsm meeting announce",
    ImportActivities: "bsm import activities",
    ErasePersonalData: "bsm erase",
    RedactText: "bsm redact",
}
COMMAND_GROUPS: Mapping[str, str] = {
    "meeting": "Meetings: announce, invite, open registration, open, conclude.",
    "registration": "Registrations: nominate, confirm, refuse, record who came.",
    "participant": "People: enter, change details, designate focal points.",
    "objective": "Objectives: set them, record what was said.",
    "activity": "Follow-up activities: their life, their work, across meetings.",
}
_PANELS: Mapping[str, str] = {
    "bsm_service.follow_up.commands": "The life of an activity",
    "bsm_service.follow_up.lineage_commands": "Across meetings",
    "bsm_service.follow_up.work_commands": (
        "Its work: milestones, dependencies, comments, evidence"
    ),
}
_EPILOG = (
    "The argument is the thing's own id: 'bsm list' shows ids. What is new gets its id "
    "here, and it is printed. Say who acts with --as USER."
)
_EXAMPLES: Mapping[str, str] = {
    "activity": "For example: bsm activity report-progress ID --percent 40 --note - "
    "--as anna",
}

CommandIdOption = Annotated[
    str | None,
    typer.Option(
        "--command-id",
        metavar="KEY",
        help="Idempotency key of your account: a repeat gets the first answer.",
        rich_help_panel=PANEL,
    ),
]
VersionOption = Annotated[
    int | None,
    typer.Option(
        "--if-version",
        metavar="N",
        min=0,
        help="The version as you saw it; refused if it has changed.",
        rich_help_panel=PANEL,
    ),
]


def command_groups() -> Mapping[str, typer.Typer]:
    """A group of verbs for each kind of thing."""
    groups = {
        name: typer.Typer(
            help=f"{told}\n\n{_EXAMPLES.get(name, '')}\n\n{_EPILOG}",
            no_args_is_help=True,
        )
        for name, told in COMMAND_GROUPS.items()
    }
    panels = [*_PANELS]
    for command in sorted(
        every_command(),
        key=lambda it: panels.index(it.__module__) if it.__module__ in _PANELS else -1,
    ):
        if command not in COMMANDS_ELSEWHERE:
            group, _, verb = command.NAME.partition(".")
            told = _help(command)
            groups[group].command(
                verb,
                help=told,
                epilog=f"Of each TEXT, {TEXT_HINT}: so it stands in no history.",
                short_help=told.split("\n")[0].split(". ")[0].rstrip(".") + ".",
                rich_help_panel=_PANELS.get(command.__module__),
            )(_verb(command))
    return groups


def _help(command: type[Command]) -> str:
    """What the menu says of it, with fields called as they are given here."""
    told = " ".join((command.__doc__ or "").split())
    called = {option.path[-1]: option.name for option in options_for(command)}

    def named(found: re.Match[str]) -> str:
        return called.get(found.group(1), found.group(1))

    return re.sub(r"`(\w+)`", named, told)


def _verb(command: type[Command]) -> Verb:
    given = options_for(command)

    def verb(
        *,
        as_user: AsUser = None,
        as_role: AsRole = None,
        as_delegation: AsDelegation = None,
        if_version: VersionOption = None,
        command_id: CommandIdOption = None,
        data: DataOption = None,
        database: DatabaseOption = None,
        as_json: JsonOption = False,
        **told: Any,
    ) -> None:
        with report_refusals(as_json):
            settings = choose_settings(data=data, database=database).settings
            with open_record(settings.place()) as system:
                principal = acting_principal(
                    system, command.NAME, as_user, as_role, as_delegation
                )
                limit = settings.evidence_limit
                reads = InputReaders(
                    meeting=meeting_finder(system),
                    file=lambda file: _store_file(system, principal, file, limit),
                    as_json=as_json,
                )
                id, earlier_id = new_id(_read_context(system)), None
                if command_id:
                    id = command_id_for_key(command_id, principal.account)
                    earlier_id = earlier_command_id_for_key(command_id)
                asked, made = _build_command(command, given, told, reads, id)
                answer = system.service.execute(
                    asked,
                    principal,
                    command_id=id,
                    earlier_id=earlier_id,
                    expected_version=if_version,
                )
                answer = with_pending_erasures(system.part(ErasureService), answer)
                _print_result(system, command, answer, made, as_json)

    return with_parameters(verb, (one.parameter for one in given))


def _read_context(system: System) -> Any:
    return system.store.clock()


def _store_file(
    system: System, principal: Principal, file: Path, limit: int
) -> UploadedFile:
    """The file's bytes in the store. Raises NotPermitted, FileRefused, UnreadableFile,
    VaultUnavailable.
    """
    require_permission(principal, "content.put")
    if file.is_file() and file.stat().st_size > limit:
        raise FileRefused(f"the file has more than {limit:,} bytes")
    held = read_file(file)
    media_type = media_type_of(held, file.suffix.lstrip("."))
    content = system.vault.files.store(held, media_type)
    return UploadedFile(sha256=content.sha256, name=file.name)


def _build_command(
    command: type[Command],
    given: Sequence[CommandOption],
    told: Mapping[str, Any],
    reads: InputReaders,
    id: UUID,
) -> tuple[Command, UUID | None]:
    """The command, and the id of what it makes, where none was told. Raises
    InvalidValue.
    """
    fields: dict[str, Any] = {}
    for one in given:
        typed = told[one.parameter.name]
        if typed in (None, []) and not one.is_prompted:
            continue
        inside = fields
        for name in one.path[:-1]:
            inside = inside.setdefault(name, {})
        inside[one.path[-1]] = one.parse(typed, reads)
    new = None
    if command.NEW_ID_FIELD is not None and command.NEW_ID_FIELD not in fields:
        new = fields[command.NEW_ID_FIELD] = derived_id(id, command.NEW_ID_FIELD)
    try:
        return command.model_validate(fields), new
    except ValidationError as error:
        raise InvalidValue(_first_error(error, given)) from None


def _first_error(error: ValidationError, given: Sequence[CommandOption]) -> str:
    """The first one, by the option that it is about."""
    first = error.errors(include_url=False)[0]
    place = first["loc"]
    said = str(first["msg"]).removeprefix("Value error, ")
    for one in given:
        if place[: len(one.path)] == one.path:
            rest = " ".join(map(str, place[len(one.path) :]))
            return f"{one.name}{f' ({rest})' if rest else ''}: {said}"
    return f"{'.'.join(map(str, place))}: {said}" if place else said


def _sentences(system: System, answer: CommandResult) -> list[str]:
    """What each fact says; its stored name where it cannot be shown now. It is on
    record, whatever the read models say.
    """
    everything = Audience(focal_points_matter=True)
    try:
        with system.read(system.now(), everything) as context:
            found = [
                history_queries.fact(context, one.position) for one in answer.facts
            ]
    except (StoreBusy, StoreUnavailable):
        return [one.stored_name for one in answer.facts]
    return [
        fact.sentence if fact else one.stored_name
        for one, fact in zip(answer.facts, found, strict=True)
    ]


def _print_result(
    system: System,
    command: type[Command],
    answer: CommandResult,
    made: UUID | None,
    as_json: bool,
) -> None:
    if as_json:
        told = answer.model_dump(mode="json")
        typer.echo(
            json.dumps(told | ({command.NEW_ID_FIELD: str(made)} if made else {}))
        )
        return
    for one, said in zip(answer.facts, _sentences(system, answer), strict=True):
        typer.echo(printable(f"{one.position}  {said}"))
    for pending in answer.pending:
        typer.echo(f"still to be done: {pending}")
    typer.echo(f"{answer.id} is at version {answer.version}")
    if made is not None and made != answer.id:
        thing = (command.NEW_ID_FIELD or "").removesuffix("_id")
        typer.echo(f"{thing} {made}")

"""A verb for every command, generated from its model.

A new command appears automatically under its stable name: "activity.report-progress" is
`bsm activity report-progress ID --percent 40`.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer
from pydantic import ValidationError

from bsm_domain.foundation.errors import InvalidValue
from bsm_service.access.permissions import Principal, require_permission
from bsm_service.agreement.commands import ExpireSilence
from bsm_service.agreement.typed_fields import FindText, with_typed_fields
from bsm_service.application.command import (
    Command,
    EstablishNetwork,
    command_ids,
    every_command,
)
from bsm_service.application.system import System
from bsm_service.assembly.command_options import (
    CommandOption,
    InputReaders,
    options_for,
)
from bsm_service.assembly.command_result_output import print_result
from bsm_service.assembly.present_values import (
    PRESENT_VALUES,
    REMOVED,
    fill_present_values,
)
from bsm_service.cli.acting_user import (
    PANEL,
    AsDelegation,
    AsRole,
    AsUser,
    acting_principal,
)
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.open_record import open_record
from bsm_service.cli.option_values import (
    TEXT_HINT,
    meeting_finder,
    read_file,
    text_finder,
)
from bsm_service.cli.options import (
    DatabaseOption,
    DataOption,
    JsonOption,
    Verb,
    choose_settings,
    with_parameters,
)
from bsm_service.documents.media_types import media_type_of
from bsm_service.follow_up.commands import SettleDueDate
from bsm_service.follow_up.milestone_and_evidence_commands import UploadedFile
from bsm_service.foundation.identifiers import derived_id
from bsm_service.foundation.refusals import FileRefused
from bsm_service.foundation.validation_messages import validation_message
from bsm_service.imports.commands import ImportActivities
from bsm_service.people.commands import ErasePersonalData
from bsm_service.privacy.commands import RedactText
from bsm_service.privacy.erasure.execution import ErasureService
from bsm_service.registration.delegation_commands import AdoptDelegation

# Commands with a verb elsewhere, or not for users.
COMMANDS_ELSEWHERE: Mapping[type[Command], str] = {
    EstablishNetwork: "bsm serve",
    SettleDueDate: "bsm meeting announce",
    ExpireSilence: "bsm silences run",
    ImportActivities: "bsm import activities",
    ErasePersonalData: "bsm erase",
    RedactText: "bsm redact",
    AdoptDelegation: "bsm serve",
}
COMMAND_GROUPS: Mapping[str, str] = {
    "network": "The network: names of organisations.",
    "meeting": "Meetings: announce, change, agenda, registration, open and conclude.",
    "delegation": "Delegations: answer the invitation, record notes.",
    "registration": "Registrations: nominate, confirm, refuse and record attendance.",
    "participant": "People: add, change details and designate focal points.",
    "objective": "Objectives: set them and record their outcomes.",
    "decision": "Decisions: table texts, take positions, adopt by consensus.",
    "activity": "Follow-up activities: propose, agree, report and carry over.",
}
_PANELS: Mapping[str, str] = {
    "bsm_service.meetings.agenda_commands": "The agenda",
    "bsm_service.agreement.commands": "Texts, procedures and outcomes",
    "bsm_service.agreement.position_commands": "Positions of delegations",
    "bsm_service.follow_up.commands": "Status and progress",
    "bsm_service.follow_up.lineage_commands": "Carry over, split, merge and supersede",
    "bsm_service.follow_up.milestone_and_evidence_commands": (
        "Milestones, dependencies, comments and evidence"
    ),
}
_EPILOG = (
    "The argument ID is the ID of the meeting, activity or other item: see 'bsm list'. "
    "The ID of anything new is printed. Name the acting user with --as USER."
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
        help="Idempotency key: a repeat gets the first answer.",
        rich_help_panel=PANEL,
    ),
]
VersionOption = Annotated[
    int | None,
    typer.Option(
        "--if-version",
        metavar="N",
        min=0,
        help="The expected version; refused if it has changed.",
        rich_help_panel=PANEL,
    ),
]


def command_groups() -> Mapping[str, typer.Typer]:
    """A group of verbs for each kind of thing."""
    groups = {
        name: typer.Typer(
            help=f"{description}\n\n{_EXAMPLES.get(name, '')}\n\n{_EPILOG}",
            no_args_is_help=True,
        )
        for name, description in COMMAND_GROUPS.items()
    }
    panels = [*_PANELS]
    for command in sorted(
        every_command(),
        key=lambda kind: (
            panels.index(kind.__module__) if kind.__module__ in _PANELS else -1
        ),
    ):
        if command not in COMMANDS_ELSEWHERE:
            group, _, verb = command.NAME.partition(".")
            description = _help(command)
            groups[group].command(
                verb,
                help=description,
                epilog=_epilog(command),
                short_help=description.split("\n")[0].split(". ")[0].rstrip(".") + ".",
                rich_help_panel=_PANELS.get(command.__module__),
            )(_verb(command))
    return groups


def _epilog(command: type[Command]) -> str | None:
    if not any(option.takes_text for option in options_for(command)):
        return None
    return f"For any TEXT, {TEXT_HINT}, which keeps it out of the shell's history."


def _help(command: type[Command]) -> str:
    """The command's description, with the names of options for those of fields."""
    description = " ".join((command.__doc__ or "").split())
    if command in PRESENT_VALUES:
        description += " Fields that are left out stay as they are."
    option_names = {option.path[-1]: option.name for option in options_for(command)}

    def option_name(match: re.Match[str]) -> str:
        return option_names.get(match.group(1), match.group(1))

    return re.sub(r"`(\w+)`", option_name, description)


def _verb(command: type[Command]) -> Verb:
    options = options_for(command)

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
        **values: Any,
    ) -> None:
        with report_refusals(as_json):
            settings = choose_settings(data=data, database=database).settings
            with open_record(settings.database_place()) as system:
                principal = acting_principal(
                    system, command.NAME, as_user, as_role, as_delegation
                )
                limit = settings.evidence_limit
                readers = InputReaders(
                    meeting=meeting_finder(system),
                    file=lambda file: _store_file(system, principal, file, limit),
                    as_json=as_json,
                )
                id, earlier_id = command_ids(
                    command_id or None, principal.account, system.store.clock()
                )
                fields = _typed_fields(options, values, readers)
                if command in PRESENT_VALUES:
                    require_permission(principal, command.NAME)
                    read_version = fill_present_values(
                        system, command, fields, values[REMOVED.name] or ()
                    )
                    # A repeat would name another version than the first request.
                    if if_version is None and not command_id:
                        if_version = read_version
                filled_command, new_thing_id = _build_command(
                    command, options, fields, id, text_finder(system, principal)
                )
                result = system.service.execute(
                    filled_command,
                    principal,
                    command_id=id,
                    earlier_id=earlier_id,
                    expected_version=if_version,
                )
                if command.ERASES:
                    result = system.part(ErasureService).with_pending(result)
                print_result(system, command, result, new_thing_id, as_json)

    own = [option.parameter for option in options]
    if command in PRESENT_VALUES:
        own.append(REMOVED)
    return with_parameters(verb, own)


def _store_file(
    system: System, principal: Principal, file: Path, limit: int
) -> UploadedFile:
    """Raises NotPermitted, FileRefused, UnreadableFile, VaultUnavailable."""
    require_permission(principal, "content.put")
    if file.is_file() and file.stat().st_size > limit:
        raise FileRefused(
            f"the file is larger than {limit:,} bytes; choose a smaller one"
        )
    content_bytes = read_file(file)
    media_type = media_type_of(content_bytes, file.suffix.lstrip("."))
    content = system.vault.files.store(content_bytes, media_type, by=principal.account)
    return UploadedFile(sha256=content.sha256, name=file.name)


def _typed_fields(
    options: Sequence[CommandOption], values: Mapping[str, Any], readers: InputReaders
) -> dict[str, Any]:
    """The fields of the command that were given. Raises InvalidValue, NotFound."""
    fields: dict[str, Any] = {}
    for option in options:
        value = values[option.parameter.name]
        if value in (None, []) and not option.is_prompted:
            continue
        inside = fields
        for name in option.path[:-1]:
            inside = inside.setdefault(name, {})
        inside[option.path[-1]] = option.parse(value, readers)
    return fields


def _build_command(
    command: type[Command],
    options: Sequence[CommandOption],
    fields: dict[str, Any],
    id: UUID,
    find_text: FindText,
) -> tuple[Command, UUID | None]:
    """The command, and the new thing's id if none was given. Raises InvalidValue."""
    new_thing_id = None
    if command.NEW_ID_FIELD is not None and command.NEW_ID_FIELD not in fields:
        new_thing_id = fields[command.NEW_ID_FIELD] = derived_id(
            id, command.NEW_ID_FIELD
        )
    try:
        filled = with_typed_fields(command, fields, find_text)
        return command.model_validate(filled), new_thing_id
    except ValidationError as error:
        raise InvalidValue(_first_error(error, options)) from None


def _first_error(error: ValidationError, options: Sequence[CommandOption]) -> str:
    """The first error, with the name of its option."""
    first = error.errors(include_url=False)[0]
    location = first["loc"]
    message = validation_message(first)
    for option in options:
        if location[: len(option.path)] == option.path:
            rest = " ".join(map(str, location[len(option.path) :]))
            return f"{option.name}{f' ({rest})' if rest else ''}: {message}"
    return f"{'.'.join(map(str, location))}: {message}" if location else message

"""What the command line prints when a command was recorded."""

import json
from uuid import UUID

import typer

from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.history import queries as history_queries
from bsm_service.application.command import Command
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.cli.error_output import printable
from bsm_service.foundation.refusals import StoreBusy, StoreUnavailable


def _sentences(system: System, result: CommandResult) -> list[str]:
    """The sentence of each fact, or its stored name if the read models are not
    available: the fact is on record in any case.
    """
    everything = UNRESTRICTED_AUDIENCE
    try:
        with system.read(system.now(), everything) as context:
            facts = [
                history_queries.fact(context, recorded.position)
                for recorded in result.facts
            ]
    except (StoreBusy, StoreUnavailable):
        return [recorded.stored_name for recorded in result.facts]
    return [
        fact.sentence if fact else recorded.stored_name
        for recorded, fact in zip(result.facts, facts, strict=True)
    ]


def print_result(
    system: System,
    command: type[Command],
    result: CommandResult,
    new_thing_id: UUID | None,
    as_json: bool,
) -> None:
    if as_json:
        result_fields = result.model_dump(mode="json")
        typer.echo(
            json.dumps(
                result_fields
                | ({command.NEW_ID_FIELD: str(new_thing_id)} if new_thing_id else {})
            )
        )
        return
    for fact, sentence in zip(result.facts, _sentences(system, result), strict=True):
        typer.echo(printable(f"{fact.position}  {sentence}"))
    for note in result.notes:
        typer.echo(f"note: {note}")
    for pending in result.pending:
        typer.echo(f"pending: {pending}")
    typer.echo(f"{result.id} is now at version {result.version}")
    if new_thing_id is not None and new_thing_id != result.id:
        thing_kind = (command.NEW_ID_FIELD or "").removesuffix("_id")
        typer.echo(f"{thing_kind} {new_thing_id}")

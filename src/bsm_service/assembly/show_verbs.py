"""`bsm show`: one thing of the record with all that belongs to it, of any moment."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from inspect import Signature
from typing import Annotated, Any
from uuid import UUID

import typer
from pydantic import BaseModel
from pydantic_core import to_json

from bsm_projections.follow_up import activity_details
from bsm_projections.meetings import objective_queries
from bsm_projections.meetings import queries as meetings_queries
from bsm_projections.people import queries as people_queries
from bsm_projections.registration import queries as registration_queries
from bsm_service.application.demonstration_notice import demonstration_notice
from bsm_service.assembly.list_definitions import open_people
from bsm_service.assembly.list_verbs import format_value
from bsm_service.cli.console import error_console
from bsm_service.cli.error_output import printable, report_refusals
from bsm_service.cli.options import JsonOption
from bsm_service.cli.signatures import Verb, with_parameters
from bsm_service.cli.viewer_options import (
    VIEWER_HELP,
    ListQuery,
    QueryOptions,
    require_found,
    with_query_options,
)
from bsm_service.documents.spreadsheets import provenance
from bsm_service.people.visible_participants import can_see

app = typer.Typer(
    no_args_is_help=True,
    help="Show one thing with all that belongs to it, as of any moment.\n\n"
    f"{VIEWER_HELP}",
)

IdOrEdition = Annotated[
    str, typer.Argument(metavar="ID", help="Its id, or its edition.")
]
IdArgument = Annotated[
    UUID, typer.Argument(metavar="ID", help="Its id: 'bsm list' shows it.")
]
PositionArgument = Annotated[int, typer.Argument(metavar="POSITION", min=1)]


def _meeting(query: ListQuery, id: IdOrEdition) -> Any:
    """A meeting with its agenda."""
    return meetings_queries.meeting(query.context, query.meeting_id(id))


def _registration(query: ListQuery, id: IdArgument) -> Any:
    """A registration."""
    return registration_queries.registration(query.context, str(id))


def _objective(query: ListQuery, id: IdArgument) -> Any:
    """An objective."""
    return objective_queries.objective(query.context, str(id))


def _activity(query: ListQuery, id: IdArgument) -> Any:
    """An activity: milestones, comments, evidence, what it waits for, what it continues
    and what continues it, each with both clocks: when it happened (…_at), and when it
    was recorded (…_recorded_at).
    """
    return activity_details.activity_details(query.context, str(id))


def _participant(query: ListQuery, id: IdArgument) -> Any:
    """A person; the name only with --as USER, as far as that user may see it."""
    participant = people_queries.participant(query.context, str(id))
    if participant is None or (
        query.principal is not None and not can_see(query.principal, participant)
    ):
        return None
    return open_people(query, (participant,))[0]


def _fact(query: ListQuery, position: PositionArgument) -> Any:
    """A fact in a sentence, with both clocks and the texts that people typed."""
    details = query.system.fact_details(query.context, position)
    return (
        None if details is None else {"fact": details.summary, "texts": details.texts}
    )


_SHOWABLE: dict[str, tuple[str, Callable[..., Any]]] = {
    "meeting": ("read.meetings", _meeting),
    "registration": ("read.registrations", _registration),
    "objective": ("read.objectives", _objective),
    "activity": ("read.activities", _activity),
    "participant": ("read.participants", _participant),
    "fact": ("read.facts", _fact),
}


def _verb(what: str, action: str, find: Callable[..., Any]) -> Verb:
    @with_query_options
    def verb(
        *, options: QueryOptions, as_json: JsonOption = False, **arguments: Any
    ) -> None:
        [id] = arguments.values()
        with report_refusals(as_json), options.open(action) as viewer:
            with viewer.query() as query:
                thing = require_found(find(query, id), what, id)
            if as_json:
                typer.echo(to_json(thing, fallback=str))
                return
            for line in _format_lines(thing):
                typer.echo(printable(line))
            about = provenance(
                viewer.system.display_name(),
                viewer.moment,
                viewer.audience,
                demonstration_notice(viewer.system),
            )
            error_console.print(about, style="dim", markup=False, highlight=False)

    _, own = Signature.from_callable(find).parameters.values()
    return with_parameters(verb, [own])


for _what, (_action, _find) in _SHOWABLE.items():
    app.command(_what, help=_find.__doc__)(_verb(_what, _action, _find))


def _format_lines(thing: Any, depth: int = 0) -> Iterator[str]:
    """Each field on a line of its own, what is inside it below; nothing that is empty
    but where it says so.
    """
    indent = "  " * depth
    for name, value in _fields(thing):
        label = name.replace("_", " ")
        inside = value if isinstance(value, (list, tuple)) else (value,)
        if inside and all(_has_fields(item) for item in inside):
            yield f"{indent}{label}:"
            for number, item in enumerate(inside):
                if number:
                    yield ""
                yield from _format_lines(item, depth + 1)
        elif value not in (None, (), [], ""):
            yield f"{indent}{label}: {format_value(value)}"


def _has_fields(value: Any) -> bool:
    return is_dataclass(value) or isinstance(value, (BaseModel, Mapping))


def _fields(thing: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(thing, Mapping):
        yield from thing.items()
    elif isinstance(thing, BaseModel):
        yield from thing
    else:
        yield from ((field.name, getattr(thing, field.name)) for field in fields(thing))

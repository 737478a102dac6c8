"""`bsm show`: one thing of the record with all that belongs to it, of any moment."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from inspect import Signature
from typing import Annotated, Any
from uuid import UUID

import typer
from pydantic import BaseModel
from pydantic_core import to_json

from bsm_projections.follow_up import details as activity_details
from bsm_projections.meetings import queries as meetings
from bsm_projections.people import queries as people
from bsm_projections.registration import queries as lists
from bsm_service.application.demonstration_notice import demonstration_notice
from bsm_service.assembly.list_definitions import opened
from bsm_service.assembly.list_verbs import in_words
from bsm_service.cli.error_output import printable, refusing
from bsm_service.cli.options import AsJson
from bsm_service.cli.output import complaints
from bsm_service.cli.query_options import WHO, Looking, Looks, known, with_looks
from bsm_service.cli.signatures import Verb, made
from bsm_service.documents.spreadsheets import provenance
from bsm_service.people.participants import can_see

app = typer.Typer(
    no_args_is_help=True,
    help=f"Show one thing with all that belongs to it, as of any moment.\n\n{WHO}",
)

Told = Annotated[str, typer.Argument(metavar="ID", help="Its id, or its edition.")]
Id = Annotated[UUID, typer.Argument(metavar="ID", help="Its id: 'bsm list' shows it.")]
Position = Annotated[int, typer.Argument(metavar="POSITION", min=1)]


def _meeting(it: Looking, id: Told) -> Any:
    """A meeting with its agenda."""
    return meetings.meeting(it.context, it.meeting(id))


def _registration(it: Looking, id: Id) -> Any:
    """A registration."""
    return lists.registration(it.context, str(id))


def _objective(it: Looking, id: Id) -> Any:
    """An objective."""
    return lists.objective(it.context, str(id))


def _activity(it: Looking, id: Id) -> Any:
    """An activity: milestones, comments, evidence, what it waits for, what it continues
    and what continues it, each with both clocks: when it happened (…_at), and when it
    was recorded (…_recorded_at).
    """
    return activity_details.details(it.context, str(id))


def _participant(it: Looking, id: Id) -> Any:
    """A person; the name only with --as USER, as far as that user may see it."""
    found = people.participant(it.context, str(id))
    if found is None or (it.who is not None and not can_see(it.who, found)):
        return None
    return opened(it, (found,))[0]


def _fact(it: Looking, position: Position) -> Any:
    """A fact in a sentence, with both clocks and the texts that people typed."""
    found = it.system.whole_fact(it.context, position)
    return None if found is None else {"fact": found.summary, "texts": found.texts}


_THINGS: dict[str, tuple[str, Callable[..., Any]]] = {
    "meeting": ("read.meetings", _meeting),
    "registration": ("read.registrations", _registration),
    "objective": ("read.objectives", _objective),
    "activity": ("read.activities", _activity),
    "participant": ("read.participants", _participant),
    "fact": ("read.facts", _fact),
}


def _verb(what: str, action: str, find: Callable[..., Any]) -> Verb:
    @with_looks
    def verb(*, looks: Looks, as_json: AsJson = False, **told: Any) -> None:
        [id] = told.values()
        with refusing(as_json), looks.eyes(action) as seen:
            with seen.looking() as it:
                found = known(find(it, id), what, id)
            if as_json:
                typer.echo(to_json(found, fallback=str))
                return
            for line in _lines(found):
                typer.echo(printable(line))
            about = provenance(
                seen.system.called(),
                seen.moment,
                seen.audience,
                demonstration_notice(seen.system),
            )
            complaints.print(about, style="dim", markup=False, highlight=False)

    _, own = Signature.from_callable(find).parameters.values()
    return made(verb, [own])


for _what, (_action, _find) in _THINGS.items():
    app.command(_what, help=_find.__doc__)(_verb(_what, _action, _find))


def _lines(thing: Any, depth: int = 0) -> Iterator[str]:
    """Each field on a line of its own, what is inside it below; nothing that is empty
    but where it says so.
    """
    before = "  " * depth
    for name, value in _fields(thing):
        called = name.replace("_", " ")
        inside = value if isinstance(value, (list, tuple)) else (value,)
        if inside and all(_has_fields(one) for one in inside):
            yield f"{before}{called}:"
            for number, one in enumerate(inside):
                if number:
                    yield ""
                yield from _lines(one, depth + 1)
        elif value not in (None, (), [], ""):
            yield f"{before}{called}: {in_words(value)}"


def _has_fields(value: Any) -> bool:
    return is_dataclass(value) or isinstance(value, (BaseModel, Mapping))


def _fields(thing: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(thing, Mapping):
        yield from thing.items()
    elif isinstance(thing, BaseModel):
        yield from thing
    else:
        yield from ((one.name, getattr(thing, one.name)) for one in fields(thing))

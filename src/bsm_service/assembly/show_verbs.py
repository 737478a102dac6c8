"""`bsm show`: one item in full, as of any moment."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from inspect import Parameter
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import BaseModel
from pydantic_core import to_json

from bsm_service.application.record_list import RecordItem, every_item
from bsm_service.assembly import subjects  # noqa: F401 - they register themselves
from bsm_service.cli.answers import Answer
from bsm_service.cli.console import print_note
from bsm_service.cli.error_output import printable, report_refusals
from bsm_service.cli.filter_options import (
    add_verbs,
    filter_option,
    key_argument,
    parse_filters,
)
from bsm_service.cli.options import JsonOption, Verb, with_parameters
from bsm_service.cli.table_columns import format_value
from bsm_service.cli.viewer_options import (
    VIEWER_HELP,
    QueryOptions,
    QueryViewer,
    with_query_options,
)
from bsm_service.foundation.output_file import refuse_existing_file, write_new_file

app = typer.Typer(
    no_args_is_help=True,
    help=f"Show one item in full, as of any moment.\n\n{VIEWER_HELP}",
)

# The order in help; things not named here come last.
_ORDER = (
    "meeting",
    "registration",
    "objective",
    "activity",
    "participant",
)


_OUTPUT = Parameter(
    "output",
    Parameter.KEYWORD_ONLY,
    default=None,
    annotation=Annotated[
        Path | None,
        typer.Option(
            "--output",
            metavar="FILE",
            help="Write a PDF to a new file. Because it is passed on, it shows only "
            "what everybody may see; with --as, what that user may see.",
        ),
    ],
)


def _verb(thing: RecordItem) -> Verb:
    @with_query_options
    def verb(
        *, options: QueryOptions, as_json: JsonOption = False, **arguments: Any
    ) -> None:
        output = arguments.pop("output", None)
        with report_refusals(as_json), options.open(thing.action) as viewer:
            if output is not None:
                answer = _write_document(thing, viewer, arguments, output)
                answer.print(as_json=as_json)
                return
            with viewer.query() as request:
                values = parse_filters(thing.parameters, arguments, request)
                found = thing.shown(thing.require(request, **values))
            if as_json:
                typer.echo(to_json(found, fallback=str))
                return
            for line in _format_lines(found):
                typer.echo(printable(line))
            print_note(request.provenance())

    key, *filters = thing.parameters
    own = [key_argument(key), *map(filter_option, filters)]
    if thing.document is not None:
        own.append(_OUTPUT)
    return with_parameters(verb, own)


def _write_document(
    thing: RecordItem, viewer: QueryViewer, arguments: Mapping[str, Any], output: Path
) -> Answer:
    assert thing.document is not None
    refuse_existing_file(output)
    with viewer.query(viewer.audience_of_documents) as request:
        values = parse_filters(thing.parameters, arguments, request)
        document = thing.document(request, thing.require(request, **values))
    content = document.render()
    write_new_file(output, [content])
    position = viewer.moment.position
    return Answer(
        {"file": str(output), "position": position, "bytes": len(content)},
        f"Written to {output}, as of position {position:,}.",
    )


add_verbs(app, every_item(), _verb, order=_ORDER)


def _format_lines(thing: Any, depth: int = 0) -> Iterator[str]:
    """Each field on a line of its own, nested fields indented below; empty fields are
    left out.
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

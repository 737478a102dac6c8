"""Lists and single things on the command line: their verbs, filters and arguments."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from inspect import Parameter, cleandoc
from typing import Annotated, Any, TypeVar, get_args, get_origin
from uuid import UUID

import typer

from bsm_domain.foundation.free_text import DelegationCode
from bsm_projections.meetings.queries import meeting
from bsm_service.application.record_list import (
    Filter,
    QueryRequest,
    RecordQuery,
    require_found,
)
from bsm_service.cli.account_options import parse_day
from bsm_service.cli.option_values import (
    meeting_finder,
    parse_delegation,
    parse_time,
)
from bsm_service.cli.options import Verb

Q = TypeVar("Q", bound=RecordQuery)
_MEETING = "meeting_id"
_ID_OR_EDITION = "The ID or edition of the meeting."
_TIME_EXAMPLE = "For example 2016-04-12T16:00:00+02:00."


def add_verbs(
    app: typer.Typer,
    declared: Iterable[Q],
    make_verb: Callable[[Q], Verb],
    *,
    order: Sequence[str],
) -> None:
    """Adds a verb for each that has one, in the `order` of their names, others last."""

    def place(name: str) -> int:
        return order.index(name) if name in order else len(order)

    offered = {one.name: one for one in declared if one.has_verb}
    for name in sorted(offered, key=place):
        one = offered[name]
        help_text = cleandoc(one.help or one.description)
        app.command(name, help=help_text)(make_verb(one))


def filter_option(filter: Filter) -> Parameter:
    """The option by which a filter is given."""
    kind, metavar, help_text = filter.type, None, None
    if filter.parameter == _MEETING:
        kind, metavar, help_text = str, "MEETING", _ID_OR_EDITION
    elif filter.is_id:
        kind, metavar, help_text = UUID, "ID", "The ID."
    elif kind == DelegationCode:
        kind, metavar, help_text = str, "CODE", "A delegation, for example AT."
    elif kind is datetime:
        kind, metavar, help_text = str, "TIME", _TIME_EXAMPLE
    elif kind is date:
        kind, metavar, help_text = str, "DAY", "For example 2016-04-12."
    elif get_origin(kind) is tuple:
        kind, help_text = list[get_args(kind)[0]], "Repeatable."  # type: ignore[misc]
    if filter.texts.help is not None:
        help_text = filter.texts.help
    default = filter.default
    if not filter.is_required and default is not False:
        kind, default = kind | None, None
    option = typer.Option(_flags(filter), metavar=metavar, help=help_text)
    return Parameter(
        filter.parameter,
        Parameter.KEYWORD_ONLY,
        default=default,
        annotation=Annotated[kind, option],
    )


def _flags(filter: Filter) -> str:
    """--overdue/--not-overdue for a filter that may be true, false or not given."""
    if filter.texts.flags:
        return filter.texts.flags
    name = filter.name.removesuffix("_id").replace("_", "-")
    if filter.type is bool and filter.default is None:
        return f"--{name}/--not-{name}"
    return f"--{name}"


def key_argument(key: Filter) -> Parameter:
    """The argument by which a single thing is named."""
    kind: Any = UUID if key.is_id else key.type
    if key.parameter == _MEETING:
        kind, argument = str, typer.Argument(metavar="ID", help=_ID_OR_EDITION)
    elif key.is_id:
        argument = typer.Argument(metavar="ID", help="The ID: see 'bsm list'.")
    else:
        argument = typer.Argument(metavar=key.name.upper(), min=1)
    return Parameter(
        key.parameter, Parameter.KEYWORD_ONLY, annotation=Annotated[kind, argument]
    )


def parse_filters(
    filters: Iterable[Filter], given: Mapping[str, Any], request: QueryRequest
) -> dict[str, Any]:
    """The values given, as the query takes them. Raises InvalidValue, NotFound."""
    return {
        filter.parameter: _parse(filter, given[filter.parameter], request)
        for filter in filters
        if given[filter.parameter] not in (None, [])
    }


def _parse(filter: Filter, value: Any, request: QueryRequest) -> Any:
    if filter.parameter == _MEETING:
        return _meeting_id(value, request)
    if filter.is_id:
        return str(value)
    if filter.type == DelegationCode:
        return parse_delegation(value)
    if filter.type is datetime:
        return parse_time(value)
    if filter.type is date:
        return parse_day(value)
    return tuple(value) if isinstance(value, list) else value


def _meeting_id(text: str, request: QueryRequest) -> str:
    """The id of a meeting by id or edition. Raises NotFound."""
    id = str(meeting_finder(request.system)(text))
    require_found(meeting(request.context, id), "meeting", id)
    return id

"""Declarations of what can be read of the record: lists and single items.

A declaration stands in `lists.py` of its subject. Its address over HTTP, its verb on
the command line, its files and its row in the permission table are made from it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from inspect import Parameter, signature
from typing import Any, ClassVar, TypeVar, get_args, get_origin, get_type_hints

from bsm_domain.foundation.errors import NotFound
from bsm_projections.engine.columns import Id, without_none
from bsm_projections.engine.read_context import ReadContext, ResultPage
from bsm_service.access.permission_table import declare_permission
from bsm_service.access.permissions import Principal
from bsm_service.access.scopes import Grants
from bsm_service.application.system import System, demonstration_notice
from bsm_service.documents.pdf import PdfDocument
from bsm_service.documents.spreadsheets import provenance
from bsm_service.identity import SYSTEM

T = TypeVar("T")
_OF_THE_PAGE = ("after", "limit")


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryRequest:
    """Somebody's query of the record at a moment. `principal` is None for the owner of
    the data folder. `place` and `purpose` are written down where personal data are
    read.
    """

    system: System
    principal: Principal | None
    context: ReadContext
    place: str
    purpose: str

    @property
    def caller(self) -> Principal:
        """The owner of the data folder acts as the product itself."""
        return self.principal or SYSTEM

    def provenance(self) -> str:
        """The name of the record and the moment, shown with every list and file."""
        return provenance(
            self.system.display_name(),
            self.context.moment,
            self.context.audience,
            demonstration_notice(self.system),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterTexts:
    """What is said of a filter where it does not follow from the query's parameter:
    another `name`, a switch's `flags` ("--open/--closed"), the `help` of the command
    line and the `description` of the API; and how many values it takes at most.
    """

    name: str = ""
    flags: str = ""
    help: str | None = None
    description: str | None = None
    max_items: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A parameter of a query that callers set, under a `name`. `type` is without None;
    what must be given has the default `Parameter.empty`.
    """

    parameter: str
    name: str
    type: Any
    default: Any
    is_in_path: bool
    texts: FilterTexts

    @property
    def is_id(self) -> bool:
        return bool(self.type == Id)

    @property
    def is_required(self) -> bool:
        return self.default is Parameter.empty


@dataclass(frozen=True, kw_only=True, eq=False)
class RecordQuery:
    """What lists and single items have in common.

    `action` is that of the permission table, and `allowed` who may ask it; several may
    share one. The `query` is given the read context (or the `QueryRequest`, where its
    first parameter is one). Its other parameters are filled in by whoever asks: all of
    them, or those that `filters` names, in that order. The first are those that the
    address names.

    `help` is what the command line says, where that is not the `description`. Without
    `has_verb` it is for HTTP only; without `has_moments` it has no past.
    """

    OPERATION_PREFIX: ClassVar[str]

    name: str
    action: str
    allowed: Grants
    path: str
    summary: str
    query: Callable[..., Any]
    description: str = ""
    help: str = ""
    operation_id: str = ""
    tag: str = "reading"
    more_statuses: tuple[int, ...] = ()
    filters: tuple[str, ...] = ()
    texts: Mapping[str, FilterTexts] = field(default_factory=dict)
    has_verb: bool = True
    has_moments: bool = True

    def __post_init__(self) -> None:
        declare_permission(self.action, self.allowed, is_shared=True)
        _declared.append(self)

    @property
    def operation(self) -> str:
        """The operation ID, which never changes."""
        name = self.name.replace("-", "_")
        return self.operation_id or f"{self.OPERATION_PREFIX}_{name}"

    @cached_property
    def item(self) -> Any:
        """The model of what is listed, or of the thing: as the query returns it."""
        return get_args(get_type_hints(self.query)["return"])[0]

    @cached_property
    def path_parameters(self) -> tuple[str, ...]:
        return tuple(re.findall(r"{(\w+)}", self.path))

    @cached_property
    def parameters(self) -> tuple[Filter, ...]:
        """The filters and other parameters that callers set."""
        found = {name: rest for name, *rest in _parameters_of(self.query)}
        names_in_path = self.path_parameters
        filters = []
        for number, parameter in enumerate(self.filters or found):
            kind, default = found[parameter]
            texts = self.texts.get(parameter, FilterTexts())
            is_in_path = number < len(names_in_path)
            filters.append(
                Filter(
                    parameter=parameter,
                    name=names_in_path[number]
                    if is_in_path
                    else texts.name or parameter,
                    type=without_none(kind),
                    default=default,
                    is_in_path=is_in_path,
                    texts=texts,
                )
            )
        return tuple(filters)

    @cached_property
    def _takes_request(self) -> bool:
        first = next(iter(signature(self.query).parameters))
        return get_type_hints(self.query)[first] is QueryRequest

    def _context(self, request: QueryRequest) -> QueryRequest | ReadContext:
        """The first argument of the query."""
        return request if self._takes_request else request.context


@dataclass(frozen=True, kw_only=True, eq=False)
class RecordList(RecordQuery):
    """A list. Its query returns a `ResultPage`, and takes `after` and `limit`; or, of a
    short list, all. `columns` are the fields that a terminal shows, as far as they fit,
    where others than the first are better, or fewer; a file has all.

    On the command line it may have a `narrower` list, which is shown instead where one
    of its filters is given.
    """

    OPERATION_PREFIX = "list"

    columns: tuple[str, ...] = ()
    narrower: "RecordList | None" = None

    @cached_property
    def _is_paged(self) -> bool:
        return "after" in signature(self.query).parameters

    def page(
        self,
        request: QueryRequest,
        values: Mapping[str, Any],
        after: tuple[Any, ...] | None,
        limit: int,
    ) -> ResultPage[Any]:
        """The page of `limit` items that begins after a key."""
        context = self._context(request)
        if self._is_paged:
            page: ResultPage[Any] = self.query(
                context, **values, after=after, limit=limit
            )
            return page
        items = self.query(context, **values)
        start = int(after[0]) if after else 0
        end = start + limit
        next_key = (end,) if end < len(items) else None
        return ResultPage(items[start:end], next_key, len(items))

    def require_named(self, request: QueryRequest, values: Mapping[str, Any]) -> None:
        """Raises NotFound where a thing that the address names is not on record, or is
        not for the viewer.
        """
        for named in self.parameters:
            for thing in every_item():
                if named.is_in_path and thing.path.endswith(f"{{{named.name}}}"):
                    thing.require(
                        request, **{thing.key.parameter: values[named.parameter]}
                    )


@dataclass(frozen=True, kw_only=True, eq=False)
class RecordItem(RecordQuery):
    """A single thing. Its query takes what its address names after the read context,
    and returns None for what is not on record, or is not for the viewer.

    Refusals call it by its name, or its `noun`; the command line shows what `shown`
    makes of it. What `document` makes of it is a PDF: at its address with ".pdf", and
    with --output on the command line.
    """

    OPERATION_PREFIX = "get"

    noun: str = ""
    shown: Callable[[Any], Any] = lambda thing: thing
    document: Callable[[QueryRequest, Any], PdfDocument] | None = None

    @property
    def key(self) -> Filter:
        """By what it is found."""
        return self.parameters[0]

    def require(self, request: QueryRequest, **values: Any) -> Any:
        """Raises NotFound."""
        thing = self.query(self._context(request), **values)
        return require_found(thing, self.noun or self.name, values[self.key.parameter])


_declared: list[RecordQuery] = []


def every_list() -> Iterator[RecordList]:
    """All lists of the subjects that are imported: the assembly imports them all."""
    return (one for one in _declared if isinstance(one, RecordList))


def every_item() -> Iterator[RecordItem]:
    """All single things, likewise."""
    return (one for one in _declared if isinstance(one, RecordItem))


def _parameters_of(query: Callable[..., Any]) -> Iterator[tuple[str, Any, Any]]:
    """Names, types and defaults of all but what is given first and the page; those of a
    TypedDict (`**choice: Unpack[…]`) one by one.
    """
    hints = get_type_hints(query, include_extras=True)
    for parameter in [*signature(query).parameters.values()][1:]:
        if parameter.kind is Parameter.VAR_KEYWORD:
            [choice] = get_args(hints[parameter.name])
            for name, kind in get_type_hints(choice, include_extras=True).items():
                yield name, kind, () if get_origin(kind) is tuple else None
        elif parameter.name not in _OF_THE_PAGE:
            yield parameter.name, hints[parameter.name], parameter.default


def require_found(result: T | None, what: str, id: object) -> T:
    """Raises NotFound for what was not on record, or is not for the viewer."""
    if result is None:
        raise NotFound(f"there was no {what} with the ID {id} at that time")
    return result

"""What every read over HTTP does first, and how its answer is put."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Query, Request, Response
from pydantic import BaseModel

from bsm_domain.errors import NotFound
from bsm_projections.queries.asking import Listed, Question
from bsm_service.bootstrap import System, audience_of
from bsm_service.http_api import paging
from bsm_service.http_api.callers import Callers
from bsm_service.permissions import Principal, require
from bsm_service.refusals import InvalidCursor

T = TypeVar("T")

AsOf = Annotated[
    str | None,
    Query(
        max_length=40,
        description="The record as it was known: a position (77), a day (2016-04-12, "
        "its end in UTC) or a time with zone (2016-04-12T16:00:00+02:00).",
    ),
]
Limit = Annotated[int, Query(ge=1, le=1000)]
Next = Annotated[
    str | None,
    Query(max_length=500, description="The `next` of the page before this one."),
]


class ListAnswer(BaseModel, Generic[T]):
    """One page. `next` continues it at the same moment; `total` counts all pages;
    `as_of` is the position that was looked at.
    """

    items: tuple[T, ...]
    next: str | None
    as_of: int
    total: int


@dataclass(frozen=True, slots=True)
class Asked:
    principal: Principal
    question: Question
    sign: Callable[[str], str]
    after: tuple[Any, ...] | None

    def answer(self, page: Listed[Any], kind: type[ListAnswer[Any]]) -> Response:
        following = None
        if page.next_key is not None:
            moment = self.question.moment
            following = paging.encode(self.sign, paging.Cursor(moment, page.next_key))
        return _json(
            kind.model_construct(
                items=page.items,
                next=following,
                as_of=self.question.moment.position,
                total=page.total,
            )
        )


class Reading:
    """What every read does first: who asks, may they, and as of which moment."""

    def __init__(self, system: System, callers: Callers) -> None:
        self._system = system
        self._callers = callers

    def who(self, request: Request) -> Principal:
        """Who asks, once it is known that they may. The name of a route is the action
        in the permission table.
        """
        principal = self._callers.who(request)
        require(principal, request.scope["route"].name)
        return principal

    @contextmanager
    def asked(
        self, request: Request, as_of: str | None = None, cursor: str | None = None
    ) -> Iterator[Asked]:
        principal = self.who(request)
        identity, of, after = self._system.identity, _list_asked_for(request), None
        if cursor is None:
            moment = self._system.moment(as_of)
        else:
            going_on = paging.decode(identity.unsigned(cursor, of))
            moment, after = going_on.moment, going_on.after
            if moment.position > self._system.now().position:
                raise InvalidCursor("the cursor names a position that is not on record")
        with self._system.ask(moment, audience_of(principal)) as question:
            sign = partial(identity.sign, purpose=of)
            yield Asked(principal, question, sign, after)


def _list_asked_for(request: Request) -> str:
    """The list and its filters: what a cursor is signed for."""
    filters = sorted(
        (name, value)
        for name, value in request.query_params.multi_items()
        if name not in ("cursor", "limit", "as_of")
    )
    return f"cursor of {request.url.path}?{filters}"


def _json(answer: BaseModel) -> Response:
    content = answer.__pydantic_serializer__.to_json(answer, fallback=str)
    return Response(content, media_type="application/json")


def thing(found: T | None, what: str, id: object) -> T:
    if found is None:
        raise NotFound(f"no {what} {id} is on record at that moment")
    return found


def sliced(
    found: tuple[T, ...], after: tuple[Any, ...] | None, limit: int
) -> Listed[T]:
    """One page of a list that is short and sorted in memory; its key is a number."""
    start = int(after[0]) if after else 0
    end = start + limit
    return Listed(found[start:end], (end,) if end < len(found) else None, len(found))

"""Routes that read requests strictly and refuse ambiguous ones.

Undeclared query parameters are refused: otherwise a misspelt `as_of` would be answered
with the present, and a misspelt filter with everything. Bodies in which a field occurs
twice are refused, and large ones of callers who are not signed in.
"""

import json
from collections.abc import Awaitable, Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, get_origin

from fastapi import Header
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from bsm_service.foundation.refusals import RepeatedParameter, UnknownParameter
from bsm_service.http_api.requests.callers import Callers

_MAX_NAME_LENGTH = 100  # characters of a parameter's name that a refusal repeats
# 10,000 people with all their details, or 5,000 activities with replies.
MAX_FIELDS = 300_000
# The maximum size in bytes of a body that anybody may send: reading it takes a
# hundredth of a second.
_SMALL = 100_000


# The header with which a program can repeat a request safely.
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        description="Idempotency key: a repeat of the request gets the first answer. "
        "Keys are separate for each account.",
    ),
]


@dataclass(frozen=True, slots=True)
class DeclaredParameters:
    """The query parameters of one address, and those that may occur several times."""

    names: Collection[str] = ()
    repeatable: Collection[str] = ()

    def check(self, query_params: QueryParams) -> None:
        """Raises UnknownParameter, RepeatedParameter."""
        names = [name for name, _ in query_params.multi_items()]
        for name in names:
            if name not in self.names:
                raise UnknownParameter(self._unknown(name), field=_field(name))
        for name in names:
            if name not in self.repeatable and names.count(name) > 1:
                raise RepeatedParameter(
                    f"the query parameter “{name}” occurs {names.count(name)} times; "
                    "give it only once",
                    field=_field(name),
                )

    def _unknown(self, name: str) -> str:
        known_names = ", ".join(sorted(self.names))
        accepted = (
            f"this address accepts {known_names}"
            if known_names
            else "this address accepts none"
        )
        return f"unknown query parameter “{_truncated(name)}”; {accepted}"


class DeclaredParametersRoute(APIRoute):
    """A route that accepts the query parameters of its function and its dependencies,
    and no others.
    """

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        handle = super().get_route_handler()
        declared = _declared_by(self.dependant)

        async def checked(request: Request) -> Response:
            declared.check(request.query_params)
            return await handle(request)

        return checked


def _declared_by(dependant: Dependant) -> DeclaredParameters:
    fields = list(_query_fields(dependant))
    return DeclaredParameters(
        frozenset(field.alias for field in fields),
        frozenset(
            field.alias for field in fields if _is_list(field.field_info.annotation)
        ),
    )


def _query_fields(dependant: Dependant) -> Iterator[Any]:
    yield from dependant.query_params
    for inner in dependant.dependencies:
        yield from _query_fields(inner)


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) in (list, tuple, set, frozenset)


def _field(name: str) -> str:
    return f"query.{_truncated(name)}"


def _truncated(name: str) -> str:
    """A parameter's name as a refusal repeats it; callers can send any text of any
    length.
    """
    encodable_name = name.encode("utf-8", "backslashreplace").decode()
    return (
        encodable_name
        if len(encodable_name) <= _MAX_NAME_LENGTH
        else f"{encodable_name[:_MAX_NAME_LENGTH]}…"
    )


class StrictRequest(Request):
    """Refuses JSON in which a field occurs twice, or with NaN or Infinity, or with more
    parts than any accepted request has.
    """

    async def json(self) -> Any:
        body = await self.body()
        if body.count(b"[") + body.count(b"{") > MAX_FIELDS:
            raise _ambiguous(f"it has more than {MAX_FIELDS:,} objects and lists")
        try:
            return json.loads(
                body.decode(),
                object_pairs_hook=_FieldCounter(),
                parse_constant=_no_constant,
            )
        except json.JSONDecodeError:
            raise
        except UnicodeDecodeError:
            raise _ambiguous("it is not UTF-8") from None
        except RecursionError:
            raise _ambiguous("it is nested too deeply") from None
        except ValueError:
            raise _ambiguous("it contains a number with too many digits") from None


def strict_route(
    callers: Callers, *, is_timely: bool = False
) -> type[DeclaredParametersRoute]:
    """Routes whose bodies are read strictly, and large ones only of callers who are
    signed in. `is_timely` is as of `Callers.principal`.
    """

    class StrictRoute(DeclaredParametersRoute):
        def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
            handle = super().get_route_handler()

            async def strictly(request: Request) -> Response:
                if _is_large(request):
                    await run_in_threadpool(
                        callers.principal, request, is_timely=is_timely
                    )
                return await handle(StrictRequest(request.scope, request.receive))

            return strictly

    return StrictRoute


def _is_large(request: Request) -> bool:
    declared = request.headers.get("content-length", "")
    return not declared.isdecimal() or int(declared) > _SMALL


class _FieldCounter:
    """Makes the objects of one body, and counts their fields: each unknown one becomes
    an error of a thousand bytes.
    """

    def __init__(self) -> None:
        self._left = MAX_FIELDS

    def __call__(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        self._left -= len(pairs)
        if self._left < 0:
            raise _ambiguous(f"it has more than {MAX_FIELDS:,} fields")
        fields = dict(pairs)
        if len(fields) < len(pairs):
            raise _ambiguous("a field occurs twice")
        return fields


def _no_constant(name: str) -> Any:
    raise _ambiguous(f"{name} is not a number in JSON")


def _ambiguous(why: str) -> json.JSONDecodeError:
    return json.JSONDecodeError(why, "", 0)

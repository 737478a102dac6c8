"""Refuses query parameters that an address does not declare.

A misspelt `as_of` would otherwise be answered with the present, and a misspelt filter
with everything.
"""

from collections.abc import Awaitable, Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any, get_origin

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from bsm_service.foundation.refusals import RepeatedParameter, UnknownParameter

_LONGEST_NAME = 100  # characters of a parameter's name that a refusal repeats


@dataclass(frozen=True, slots=True)
class DeclaredParameters:
    """The query parameters of one address: all of them, and those that may be given
    several times.
    """

    names: Collection[str] = ()
    several: Collection[str] = ()

    def check(self, asked: QueryParams) -> None:
        """Raises UnknownParameter, RepeatedParameter."""
        given = [name for name, _ in asked.multi_items()]
        for name in given:
            if name not in self.names:
                raise UnknownParameter(self._unknown(name), field=_field(name))
        for name in given:
            if name not in self.several and given.count(name) > 1:
                raise RepeatedParameter(
                    f"the query parameter “{name}” is given {given.count(name)} times; "
                    "give it once",
                    field=_field(name),
                )

    def _unknown(self, name: str) -> str:
        known = ", ".join(sorted(self.names))
        takes = f"this address takes {known}" if known else "this address takes none"
        return f"unknown query parameter “{_truncated(name)}”; {takes}"


class DeclaredParametersRoute(APIRoute):
    """A route that takes the query parameters of its function and of what that
    depends on, and no others.
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
        frozenset(one.alias for one in fields),
        frozenset(one.alias for one in fields if _is_list(one.field_info.annotation)),
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
    """As much of a name as a refusal repeats; it is the caller's, so it may be anything
    of any length."""
    shown = name.encode("utf-8", "backslashreplace").decode()
    return shown if len(shown) <= _LONGEST_NAME else f"{shown[:_LONGEST_NAME]}…"

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

_MAX_NAME_LENGTH = 100  # characters of a parameter's name that a refusal repeats


@dataclass(frozen=True, slots=True)
class DeclaredParameters:
    """The query parameters of one address: all of them, and those that may be given
    several times.
    """

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
                    f"the query parameter “{name}” is given {names.count(name)} times; "
                    "give it once",
                    field=_field(name),
                )

    def _unknown(self, name: str) -> str:
        known_names = ", ".join(sorted(self.names))
        accepted = (
            f"this address takes {known_names}"
            if known_names
            else "this address takes none"
        )
        return f"unknown query parameter “{_truncated(name)}”; {accepted}"


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
    """As much of a name as a refusal repeats; it is the caller's, so it may be anything
    of any length."""
    encodable_name = name.encode("utf-8", "backslashreplace").decode()
    return (
        encodable_name
        if len(encodable_name) <= _MAX_NAME_LENGTH
        else f"{encodable_name[:_MAX_NAME_LENGTH]}…"
    )

"""Reads bodies strictly: what could be understood in two ways is not understood."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response


class StrictRequest(Request):
    """Refuses JSON that names a field twice, or holds NaN or Infinity."""

    async def json(self) -> Any:
        body = await self.body()
        try:
            return json.loads(
                body.decode(), object_pairs_hook=_once, parse_constant=_no_constant
            )
        except json.JSONDecodeError:
            raise
        except UnicodeDecodeError:
            raise _unclear("it is not UTF-8") from None
        except RecursionError:
            raise _unclear("it is nested too deeply") from None
        except ValueError:
            raise _unclear("it holds a number of too many digits") from None


class StrictRoute(APIRoute):
    """A route whose bodies are read strictly."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        handle = super().get_route_handler()

        async def strictly(request: Request) -> Response:
            return await handle(StrictRequest(request.scope, request.receive))

        return strictly


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _unclear("a field is named twice")
    return found


def _no_constant(name: str) -> Any:
    raise _unclear(f"{name} is no number of JSON")


def _unclear(why: str) -> json.JSONDecodeError:
    return json.JSONDecodeError(why, "", 0)

"""Reads bodies strictly: what could be understood in two ways is not understood."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.declared_parameters import DeclaredParametersRoute

# 10,000 people with all their details, or 5,000 activities with replies.
MAX_FIELDS = 300_000
# Bytes of a body that anybody may send: reading it takes the server a hundredth second.
_SMALL = 100_000


class StrictRequest(Request):
    """Refuses JSON that names a field twice, holds NaN or Infinity, or has more parts
    than anything that is accepted.
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
            raise _ambiguous("it holds a number of too many digits") from None


class StrictRoute(DeclaredParametersRoute):
    """A route whose bodies are read strictly."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        handle = super().get_route_handler()

        async def strictly(request: Request) -> Response:
            return await handle(StrictRequest(request.scope, request.receive))

        return strictly


def strict_route(callers: Callers) -> type[StrictRoute]:
    """Routes that read large bodies only of callers who have said who they are."""

    class KnownRoute(StrictRoute):
        def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
            handle = super().get_route_handler()

            async def handle_authenticated(request: Request) -> Response:
                if _is_large(request):
                    await run_in_threadpool(callers.principal, request)
                return await handle(request)

            return handle_authenticated

    return KnownRoute


def _is_large(request: Request) -> bool:
    declared = request.headers.get("content-length", "")
    return not declared.isdecimal() or int(declared) > _SMALL


class _FieldCounter:
    """Makes the objects of one body, and counts their fields: each that is not known
    becomes a complaint of a thousand bytes.
    """

    def __init__(self) -> None:
        self._left = MAX_FIELDS

    def __call__(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        self._left -= len(pairs)
        if self._left < 0:
            raise _ambiguous(f"it has more than {MAX_FIELDS:,} fields")
        fields = dict(pairs)
        if len(fields) < len(pairs):
            raise _ambiguous("a field is named twice")
        return fields


def _no_constant(name: str) -> Any:
    raise _ambiguous(f"{name} is no number of JSON")


def _ambiguous(why: str) -> json.JSONDecodeError:
    return json.JSONDecodeError(why, "", 0)

"""Every address that is answered, as the walks ask for it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from starlette.routing import BaseRoute, Mount, WebSocketRoute

from bsm_service.access.permissions import PERMISSIONS

# What is available without signing in, and why that is safe.
PUBLIC_ADDRESSES: Mapping[str, str] = {
    "GET /api/v1/openapi.json": "the description of the API, the same for everybody",
    "GET /api/v1/health": "positions, and whether the server is healthy",
    "GET /api/v1/health/alive": "whether the process responds",
    "GET /api/v1/health/ready": "whether the log can be read and is up to date",
    "GET /account/static/{name}": "the style, script and icon of these pages",
    "GET /account/sign-in": "the sign-in page",
    "POST /account/sign-in": "takes a name and a password, and reveals neither",
    "POST /account/sign-out": "ends the session of the request, if any",
    "GET /account/second-factor": "asks for the second step of a sign-in",
    "POST /account/second-factor": "takes the second step of a sign-in",
    "POST /account/passkeys/sign-in/options": "a challenge, the same for everybody",
    "POST /account/passkeys/again/options": "a challenge, the same for everybody",
    "POST /account/passkeys/sign-in": "takes the response to a challenge",
    "GET /account/openid": "redirects to the identity provider",
    "GET /account/openid/callback": "takes the identity provider's response",
    "GET /account/first-administrator": "asks for the one-time secret",
    "POST /account/first-administrator": "takes the one-time secret",
    "GET /account/reset": "asks for the one-time secret",
    "POST /account/reset": "takes the one-time secret and a new password",
    "GET /account/unsubscribe/{signed}": "its address is signed and sent by e-mail",
    "POST /account/unsubscribe/{signed}": "one-click unsubscribe (RFC 8058): its "
    "address is signed and sent by e-mail, and no cookie is used",
    "POST /account/act-as": "one-click sign-in, available in a demonstration only",
}

# Addresses that stand for several actions: which one depends on the request.
ALTERNATIVE_ACTIONS: Mapping[str, tuple[str, ...]] = {
    f"POST /api/v1{path}": (
        "mandate.give",
        "mandate.give-to-delegate",
        "stand-in.name",
        "grant.give",
    )
    for path in ("/mandates", "/mandates/{mandate_id}/end")
}


class Address(NamedTuple):
    """`key` is as the table writes it: "GET /api/v1/meetings"."""

    key: str
    name: str

    @property
    def actions(self) -> tuple[str, ...]:
        """Those of the table under which it can be asked; none where it is public."""
        if self.key in PUBLIC_ADDRESSES:
            return ()
        return ALTERNATIVE_ACTIONS.get(self.key, (self.name,))


def every_address(routes: Sequence[BaseRoute], under: str = "") -> Iterator[Address]:
    for route in routes:
        if isinstance(route, Mount):
            yield from every_address(_inside(route.app), under + route.path)
        elif isinstance(route, WebSocketRoute):
            yield Address(f"SOCKET {under}{route.path}", route.name)
        else:
            it: Any = route
            for method in sorted(it.methods - {"HEAD"}):
                yield Address(f"{method} {under}{it.path}", it.name)


def every_route(routes: Sequence[BaseRoute]) -> Iterator[BaseRoute]:
    """The routes that are no mounts, wherever they are mounted."""
    for route in routes:
        if isinstance(route, Mount):
            yield from every_route(_inside(route.app))
        else:
            yield route


def _inside(app: Any) -> Sequence[BaseRoute]:
    """The routes of an application, however many layers lie around it."""
    while not hasattr(app, "routes"):
        app = app.app
    routes: Sequence[BaseRoute] = app.routes
    return routes


def is_in_the_table(address: Address) -> bool:
    return address.key in PUBLIC_ADDRESSES or all(
        action in PERMISSIONS for action in address.actions
    )

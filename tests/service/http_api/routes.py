"""Every address that is answered, as the walks ask for it."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from starlette.routing import BaseRoute, Mount, WebSocketRoute

from bsm_service.access.permission_table import ALTERNATIVE_ACTIONS, PUBLIC_ADDRESSES
from bsm_service.access.permissions import PERMISSIONS


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

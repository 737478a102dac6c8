"""The one cookie: its name and attributes, decided in one place."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from bsm_service.identity import COOKIE
from bsm_service.settings import Settings


@dataclass(frozen=True, slots=True)
class SessionCookie:
    """How the cookie that names a session is called, and whether only TLS carries it.

    With the prefix `__Host-` a browser takes it from this very host only, and from no
    neighbour of its domain.
    """

    name: str
    secure: bool

    def of(self, cookies: Mapping[str, str]) -> str | None:
        """The value that a browser sent; None where it sent none."""
        return cookies.get(self.name) or None

    def give(self, response: Response, value: str) -> None:
        """It ends with the browser; the server ends the session earlier."""
        response.set_cookie(
            self.name,
            value,
            path="/",
            secure=self.secure,
            httponly=True,
            samesite="lax",
        )

    def take(self, response: Response) -> None:
        response.delete_cookie(
            self.name, path="/", secure=self.secure, httponly=True, samesite="lax"
        )


def cookie_of(settings: Settings) -> SessionCookie:
    """For TLS wherever people reach the server by it."""
    if settings.is_https:
        return SessionCookie(f"__Host-{COOKIE}", secure=True)
    return SessionCookie(COOKIE, secure=False)

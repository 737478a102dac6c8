"""The cookies: their names and attributes."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from bsm_service.identity import DEVICE_LIFETIME, SESSION_COOKIE_NAME
from bsm_service.settings.settings import Settings

_DEVICE = "bsm_device"


@dataclass(frozen=True, slots=True)
class CookieSettings:
    """The name of a cookie, and whether it is sent over TLS only. Without `max_age`, in
    seconds, it ends with the browser. With the prefix `__Host-` a browser accepts it
    from this host only, not from another of its domain.
    """

    name: str
    secure: bool
    max_age: int | None = None

    def read(self, cookies: Mapping[str, str]) -> str | None:
        """The value that a browser sent; None if it sent none."""
        return cookies.get(self.name) or None

    def set(self, response: Response, value: str) -> None:
        """The server ends what it names earlier than the browser deletes it."""
        response.set_cookie(
            self.name,
            value,
            max_age=self.max_age,
            path="/",
            secure=self.secure,
            httponly=True,
            samesite="lax",
        )

    def delete(self, response: Response) -> None:
        response.delete_cookie(
            self.name, path="/", secure=self.secure, httponly=True, samesite="lax"
        )


def session_cookie_settings(settings: Settings) -> CookieSettings:
    """The cookie of a session."""
    return _cookie(SESSION_COOKIE_NAME, settings)


def device_cookie_settings(settings: Settings) -> CookieSettings:
    """The cookie of a known browser, in which somebody has signed in before."""
    return _cookie(_DEVICE, settings, lasts=int(DEVICE_LIFETIME.total_seconds()))


def _cookie(name: str, settings: Settings, lasts: int | None = None) -> CookieSettings:
    """For TLS only if the public address uses it."""
    if settings.is_https:
        return CookieSettings(f"__Host-{name}", secure=True, max_age=lasts)
    return CookieSettings(name, secure=False, max_age=lasts)

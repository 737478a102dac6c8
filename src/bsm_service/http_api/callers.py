"""Who sends a request, from where, and whether they have asked enough for now."""

from collections import Counter
from collections.abc import Callable
from threading import Lock
from time import monotonic

from starlette.requests import HTTPConnection
from starlette.types import Scope

from bsm_service.bootstrap import System
from bsm_service.http_api.signed_in import principal_of_request
from bsm_service.permissions import Principal
from bsm_service.refusals import NotSignedIn, TooManyRequests
from bsm_service.settings import Settings

THIS_MACHINE = frozenset({"127.0.0.1", "::1"})
# What a proxy adds. Whatever has come through one does not come from this machine.
_FORWARDED = frozenset({b"forwarded", b"x-forwarded-for", b"x-real-ip"})
_ACCOUNT = "bsm.account"


def is_from_this_machine(scope: Scope) -> bool:
    """Whether a program on this machine asks, and no proxy on behalf of others."""
    forwarded = any(name in _FORWARDED for name, _ in scope["headers"])
    return not forwarded and _address(scope) in THIS_MACHINE


def account_of(scope: Scope) -> str | None:
    """The opaque id of the account that a request was found to come from."""
    found: str | None = scope.get(_ACCOUNT)
    return found


def remember_account(scope: Scope, account: str) -> None:
    """For the line that is logged about the request."""
    scope[_ACCOUNT] = account


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return client[0] if client else ""


class Callers:
    """Everybody who asks the API."""

    def __init__(self, system: System, settings: Settings) -> None:
        self._system = system
        self._settings = settings
        self._rate = Rate(settings.requests_per_minute)

    def who(self, request: HTTPConnection) -> Principal:
        """Who sends a request. Raises NotSignedIn, TooManyRequests."""
        outside = not is_from_this_machine(request.scope)
        try:
            principal = principal_of_request(self._system, self._settings, request)
        except NotSignedIn:
            if outside:
                self._rate.count(_address(request.scope))
            raise
        remember_account(request.scope, principal.account)
        if outside:
            self._rate.count(principal.account)
        return principal


class Rate:
    """How often each caller has asked within the present minute of this process."""

    def __init__(
        self, per_minute: int, *, clock: Callable[[], float] = monotonic
    ) -> None:
        """`per_minute` 0 is no limit."""
        self._most = per_minute
        self._clock = clock
        self._minute = 0
        self._asked: Counter[str] = Counter()
        self._counting = Lock()

    def count(self, caller: str) -> None:
        """Raises TooManyRequests where the caller has asked enough."""
        if not self._most:
            return
        minute = int(self._clock() // 60)
        with self._counting:
            if minute != self._minute:  # forgets everybody, so it cannot grow for ever
                self._minute, self._asked = minute, Counter()
            self._asked[caller] += 1
            asked = self._asked[caller]
        if asked > self._most:
            raise TooManyRequests(
                f"you may ask {self._most:,} times a minute; ask again in a minute"
            )

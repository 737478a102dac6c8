"""Files that a page takes: only of those who may hand one in, and only so many.

Streamlit would keep what anybody sends who has opened a page, signed in or not.
"""

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from bsm_domain.errors import DomainError, NotPermitted
from bsm_service.bootstrap import System
from bsm_service.http_api.callers import Callers
from bsm_service.http_api.headers import is_below
from bsm_service.http_api.problems import (
    headers_of,
    problem,
    remember_refusal,
    status_of,
)
from bsm_service.http_api.signed_in import principal_of
from bsm_service.permissions import allow
from bsm_service.settings import Settings

UPLOADS = "/_stcore/upload_file"


class Uploads:
    def __init__(
        self, app: ASGIApp, system: System, settings: Settings, callers: Callers
    ) -> None:
        self.app = app
        self._system = system
        self._settings = settings
        self._callers = callers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and is_below(scope["path"], UPLOADS):
            try:
                self._count(scope)
            except DomainError as refusal:
                remember_refusal(scope, refusal.code)
                answer = problem(
                    status_of(refusal),
                    refusal.code,
                    str(refusal),
                    headers=headers_of(refusal),
                )
                await answer(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _count(self, scope: Scope) -> None:
        """Raises NotPermitted, TooManyRequests."""
        asked = HTTPConnection(scope)
        who = principal_of(self._system, self._settings, asked.cookies)
        if who is None or not allow(who, "content.put"):
            raise NotPermitted("sign in as somebody who may hand in files")
        # What comes in pieces does not say how long it is.
        pieces = "transfer-encoding" in asked.headers
        most = self._settings.evidence_limit if pieces else 0
        size = int(asked.headers.get("content-length", most))
        self._callers.count_sent(scope, who.account, size)

"""Files that a page takes: only of those who may hand one in.

Streamlit would keep what anybody sends who has opened a page, signed in or not.
"""

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from bsm_domain.errors import NotPermitted
from bsm_service.bootstrap import System
from bsm_service.http_api.headers import is_below
from bsm_service.http_api.problems import problem, remember_refusal
from bsm_service.http_api.signed_in import principal_of
from bsm_service.permissions import allow
from bsm_service.settings import Settings

UPLOADS = "/_stcore/upload_file"


class Uploads:
    def __init__(self, app: ASGIApp, system: System, settings: Settings) -> None:
        self.app = app
        self._system = system
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not is_below(scope["path"], UPLOADS):
            await self.app(scope, receive, send)
            return
        cookies = HTTPConnection(scope).cookies
        who = principal_of(self._system, self._settings, cookies)
        if who is not None and allow(who, "content.put"):
            await self.app(scope, receive, send)
            return
        remember_refusal(scope, NotPermitted.code)
        told = "sign in as somebody who may hand in files"
        await problem(403, NotPermitted.code, told)(scope, receive, send)

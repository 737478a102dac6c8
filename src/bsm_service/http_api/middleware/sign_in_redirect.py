"""Redirects users without a valid session from the dashboard to the sign-in page. A
convenience only: the dashboard itself checks permissions.
"""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bsm_domain.foundation.errors import DomainError
from bsm_service.http_api.middleware.site_parts import PART, SitePart
from bsm_service.http_api.requests.callers import Callers, session_cookie_settings
from bsm_service.settings.settings import Settings, SignInMode

_PAGES = (SitePart.DASHBOARD, SitePart.MEDIA)


class SignInRedirect:
    def __init__(self, app: ASGIApp, settings: Settings, callers: Callers) -> None:
        self.app = app
        self._callers = callers
        self._cookie = session_cookie_settings(settings)
        self._is_demonstration = settings.sign_in is SignInMode.DEMONSTRATION

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._is_demonstration or not await self._leads_to_sign_in(scope):
            await self.app(scope, receive, send)
            return
        target = scope["path"]
        if query := scope["query_string"].decode("latin-1"):
            target = f"{target}?{query}"
        sign_in_address = f"/account/sign-in?next={quote(target)}"
        await RedirectResponse(sign_in_address, 303)(scope, receive, send)

    async def _leads_to_sign_in(self, scope: Scope) -> bool:
        """Whether a browser opens a page without a valid session."""
        if scope["type"] != "http" or scope["method"] != "GET":
            return False
        request = Request(scope)
        is_page = scope[PART] in _PAGES
        if not is_page or request.headers.get("sec-fetch-dest") != "document":
            return False
        if self._cookie.read(request.cookies) is None:
            return True
        try:
            return not await self._callers.is_signed_in(request)
        except DomainError:  # the page says what is wrong
            return False

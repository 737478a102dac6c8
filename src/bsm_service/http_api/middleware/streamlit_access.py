"""Access to what Streamlit serves: files only for the session to which they belong, and
pages after sign-in.

Streamlit itself gives files under `/media` to anybody who knows the address, and stores
uploads by anybody who has opened a page. Here an address works only for the accounts to
which a page's socket sent it.
"""

import re
from collections import OrderedDict
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.formparsers import MultiPartParser
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bsm_domain.foundation.errors import DomainError, NotFound, NotPermitted
from bsm_service.access.permissions import Principal, is_allowed
from bsm_service.application.system import System
from bsm_service.foundation.refusals import NotSignedIn
from bsm_service.http_api.middleware.site_parts import PART, SitePart, is_under
from bsm_service.http_api.requests.callers import (
    Callers,
    principal_from_cookie,
    session_cookie_settings,
)
from bsm_service.http_api.responses.problems import NOTHING_SERVED, send_refusal
from bsm_service.settings.settings import Settings, SignInMode

# A form's files stay in memory, which is limited, and are never written unencrypted to
# a temporary file: 0 means no size before one is made.
MultiPartParser.spool_max_size = 0
UPLOADS, MEDIA = "/_stcore/upload_file", "/media"
# The number of addresses remembered. A page that is sent one again can use it again.
_MAX_ADDRESSES = 50_000
# Hashes and ids in Streamlit's format.
_ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_ADDRESS = re.compile(f"/media/[0-9a-f]{{32}}|/_stcore/upload_file/{_ID}/{_ID}")


@dataclass(frozen=True, slots=True)
class NamedFiles:
    """What a message to a page names: the page's own id, and addresses of files."""

    page: str | None = None
    addresses: tuple[str, ...] = ()


class MessageReader(Protocol):
    """Reads a message to a page, and only fields set by the server: what a client sends
    or types comes back in others. `is_new` until it is known to which page the messages
    go.
    """

    def __call__(self, message: bytes, *, is_new: bool) -> NamedFiles: ...


class FileOwners:
    """The accounts to which pages have named a file's address, or their own id. For one
    process: a page, its files and its socket belong together.
    """

    def __init__(self, limit: int = _MAX_ADDRESSES) -> None:
        self._limit = limit
        self._of: OrderedDict[str, set[str]] = OrderedDict()

    def note(self, account: str, files: NamedFiles) -> None:
        """Remembers what a message to a page of the account names."""
        if files.page is not None:
            self._add(files.page, account)
        for address in files.addresses:
            if match := _ADDRESS.match(address):
                self._add(match[0], account)

    def _add(self, name: str, account: str) -> None:
        self._of.setdefault(name, set()).add(account)
        self._of.move_to_end(name)
        if len(self._of) > self._limit:
            self._of.popitem(last=False)

    def owns(self, account: str, name: str) -> bool:
        """Whether it was named to the account."""
        return account in self._of.get(name, ())


class FileAccess:
    """A layer around every request, before Streamlit's own routes."""

    def __init__(
        self,
        app: ASGIApp,
        system: System,
        settings: Settings,
        callers: Callers,
        owners: FileOwners,
    ) -> None:
        self.app = app
        self._system = system
        self._settings = settings
        self._callers = callers
        self._owners = owners

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            path = scope["path"]
            uploads = is_under(path, UPLOADS)
            if uploads or is_under(path, MEDIA):
                try:
                    await run_in_threadpool(self._refuse, scope, uploads=uploads)
                except DomainError as refusal:
                    await send_refusal(refusal, scope, receive, send)
                    return
        await self.app(scope, receive, send)

    def _refuse(self, scope: Scope, *, uploads: bool) -> None:
        """Raises NotSignedIn, NotPermitted, NotFound, TooManyRequests."""
        connection = HTTPConnection(scope)
        principal = principal_from_cookie(
            self._system, self._settings, connection.cookies, in_use=uploads
        )
        if principal is None:
            raise NotSignedIn("the session has ended; please sign in again")
        if uploads:
            self._count(connection, principal)
        address = _ADDRESS.match(scope["path"])
        if address is None or not self._owners.owns(principal.account, address[0]):
            raise NotFound(NOTHING_SERVED)

    def _count(self, connection: HTTPConnection, principal: Principal) -> None:
        """Only users who may upload files can, and only up to a limit."""
        if not is_allowed(principal, "content.put"):
            raise NotPermitted("your role cannot upload files")
        # A body in chunks does not give its length.
        is_chunked = "transfer-encoding" in connection.headers
        default_size = self._settings.evidence_limit if is_chunked else 0
        size = int(connection.headers.get("content-length", default_size))
        self._callers.count_sent(connection.scope, principal.account, size)


_PAGES = (SitePart.DASHBOARD, SitePart.MEDIA)


class SignInRedirect:
    """Redirects users without a valid session from the dashboard to the sign-in page. A
    convenience only: the dashboard itself checks permissions.
    """

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

"""What every response has a browser refuse, whatever it answers.

The outermost layer, so that errors, redirects, static files, Streamlit's own answers
and handshakes of sockets carry the same. Why each source is allowed:
docs/decisions/0019-hardening.md.
"""

from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bsm_service.settings.settings import Settings

Header = tuple[bytes, bytes]

# The one script that stands in Streamlit's page itself; a test reckons it anew.
INLINE_SCRIPT = "'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='"

_DENY_ALL = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
# Data: nothing that a browser would load, run or send on.
API_POLICY: Mapping[str, str] = _DENY_ALL
# Pages of our own: nothing that stands in the page itself is run.
ACCOUNT_POLICY: Mapping[str, str] = _DENY_ALL | {
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
}
# The least that Streamlit, its components and Plotly live with.
DASHBOARD_POLICY: Mapping[str, str] = _DENY_ALL | {
    "script-src": f"'self' blob: {INLINE_SCRIPT}",
    "style-src": "'self' 'unsafe-inline'",
    "font-src": "'self' data:",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
}

_REFUSED_FEATURES = (
    *("accelerometer", "autoplay", "browsing-topics", "camera"),
    *("display-capture", "encrypted-media", "fullscreen", "gamepad", "geolocation"),
    *("gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer"),
    *("microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock"),
    *("serial", "storage-access", "usb", "xr-spatial-tracking"),
)
_OWN_FEATURES = ("publickey-credentials-create", "publickey-credentials-get")

_EVERYWHERE: tuple[Header, ...] = (
    (b"x-content-type-options", b"nosniff"),
    # Not "no-referrer": with that, browsers send forms without saying from where.
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (
        b"permissions-policy",
        ", ".join(
            [f"{name}=()" for name in _REFUSED_FEATURES]
            + [f"{name}=(self)" for name in _OWN_FEATURES]
        ).encode(),
    ),
)
_TWO_YEARS = b"max-age=63072000; includeSubDomains"
_NO_STORE: Header = (b"cache-control", b"no-store")


def is_under(path: str, parent: str) -> bool:
    """Whether an address is a place such as `/account`, or lies below it."""
    return path.startswith(parent) and path[len(parent) : len(parent) + 1] in ("", "/")


class SecurityHeaders:
    """Puts them on whatever the application answers; what it says itself stays."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        always = _EVERYWHERE
        if settings.is_https:
            always += ((b"strict-transport-security", _TWO_YEARS),)
        self._data = (*always, _policy(API_POLICY), _NO_STORE)
        self._account = (*always, _policy(ACCOUNT_POLICY), _NO_STORE)
        self._dashboard = (*always, _policy(DASHBOARD_POLICY))
        self._files = (*self._dashboard, _NO_STORE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        own_headers = self._headers_for(scope["path"])

        async def send_with_headers(message: Message) -> None:
            if message["type"] in _STARTS:
                headers = list(message.get("headers", ()))
                header_names = {name.lower() for name, _ in headers}
                headers.extend(
                    header for header in own_headers if header[0] not in header_names
                )
                message["headers"] = headers
            await send(message)

        await self.app(scope, receive, send_with_headers)

    def _headers_for(self, path: str) -> tuple[Header, ...]:
        if is_under(path, "/api") or is_under(path, "/metrics"):
            return self._data
        if is_under(path, "/account"):
            return self._account
        # People's data, unlike Streamlit's own scripts and styles.
        return self._files if is_under(path, "/media") else self._dashboard


_STARTS = frozenset(
    ("http.response.start", "websocket.accept", "websocket.http.response.start")
)


def _policy(sources: Mapping[str, str]) -> Header:
    policy = "; ".join(f"{name} {allowed}" for name, allowed in sources.items())
    return b"content-security-policy", policy.encode()

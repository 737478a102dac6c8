"""The parts of the site, by the first segment of an address, and the security headers
of the responses of each.

The outermost layer classifies each request once and stores its part in the scope under
`PART`. It adds the headers, so that errors, redirects, static files, Streamlit's own
responses and handshakes of sockets have them. docs/decisions/0019-hardening.md says why
each source is allowed.
"""

from collections.abc import Mapping
from enum import StrEnum

from bsm_service.settings.settings import Settings

PART = "bsm.part"


class SitePart(StrEnum):
    """`STREAMLIT` is for its scripts' requests, `DASHBOARD` for its pages and files."""

    API = "api"
    METRICS = "metrics"
    ACCOUNT = "account"
    MEDIA = "media"
    STREAMLIT = "_stcore"
    DASHBOARD = ""


PARTS_BY_FIRST_STEP: Mapping[str, SitePart] = {part.value: part for part in SitePart}
API_ROOT = "/api/v1"
ALIVE = "/health/alive"  # below it; answers without the log
# What is answered by routes of our own, before Streamlit's.
OWN_PARTS = frozenset({SitePart.API, SitePart.METRICS, SitePart.ACCOUNT})


def is_under(path: str, parent: str) -> bool:
    """Whether an address is a place such as `/account`, or below it."""
    return path.startswith(parent) and path[len(parent) : len(parent) + 1] in ("", "/")


Header = tuple[bytes, bytes]

# The only inline script of Streamlit's page; a test computes its hash.
INLINE_SCRIPT = "'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='"

_DENY_ALL = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
# Data: nothing that a browser would load or run.
API_POLICY: Mapping[str, str] = _DENY_ALL
# Our own pages: no inline script or style.
ACCOUNT_POLICY: Mapping[str, str] = _DENY_ALL | {
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
}
# The minimum that Streamlit, its components and Plotly need.
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
    # Not "no-referrer": with that, browsers send forms without an origin.
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


def headers_by_part(settings: Settings) -> Mapping[SitePart, tuple[Header, ...]]:
    """The headers for all responses; those that a response already has are kept."""
    https: tuple[Header, ...] = ()
    if settings.is_https:
        https = ((b"strict-transport-security", _TWO_YEARS),)
    always, data = (*_EVERYWHERE, *https), (*DATA_HEADERS, *https)
    dashboard = (*always, _policy(DASHBOARD_POLICY))
    return {
        SitePart.API: data,
        SitePart.METRICS: data,
        SitePart.ACCOUNT: (*always, _policy(ACCOUNT_POLICY), _NO_STORE),
        # People's data, unlike Streamlit's own scripts and styles.
        SitePart.MEDIA: (*dashboard, _NO_STORE),
        SitePart.STREAMLIT: dashboard,
        SitePart.DASHBOARD: dashboard,
    }


def _policy(sources: Mapping[str, str]) -> Header:
    policy = "; ".join(f"{name} {allowed}" for name, allowed in sources.items())
    return b"content-security-policy", policy.encode()


# Those of the API, and of requests that no application sees because they are malformed.
DATA_HEADERS = (*_EVERYWHERE, _policy(API_POLICY), _NO_STORE)

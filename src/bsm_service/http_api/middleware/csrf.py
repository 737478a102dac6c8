"""Whether a page of this server makes a browser send what changes something.

Asked for every request and every socket, Streamlit's own included: without this,
Streamlit takes sockets from any page of this machine, and asks a host elsewhere for
the address of this one before it refuses others.
"""

from starlette.datastructures import Headers

from bsm_service.settings.settings import Settings

_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
# "none": the person alone, without any page. Then `Origin` decides.
_SAME_SITE = frozenset({"same-origin", "none"})


class OriginCheck:
    """Where requests may come from that a browser sends with somebody's cookie."""

    def __init__(self, settings: Settings) -> None:
        self._public = settings.public_url
        self._public_host = settings.public_host

    def may_write(self, method: str, headers: Headers) -> bool:
        """Whether a request that changes something may come in; others always may.

        A token counts before any cookie, and no browser sends one by itself.
        """
        return method in _SAFE or _names_a_token(headers) or self.is_same_site(headers)

    def may_open_socket(self, headers: Headers) -> bool:
        """Whether a socket may be opened: it sends what its cookie may see."""
        return _names_a_token(headers) or self.is_same_site(headers)

    def is_same_site(self, headers: Headers) -> bool:
        """False where another site's page sends it, or a cookie comes from nowhere."""
        if headers.get("sec-fetch-site", "none") not in _SAME_SITE:
            return False
        origin = headers.get("origin")
        if origin is None:
            return "cookie" not in headers
        host = headers.get("host", "")
        if host == self._public_host:
            return origin == self._public
        return origin in (f"http://{host}", f"https://{host}")


def _names_a_token(headers: Headers) -> bool:
    # Not any scheme: browsers send the name and password for a proxy by themselves.
    return headers.get("authorization", "")[:7].lower() == "bearer "

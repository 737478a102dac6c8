"""The parts of the site, by the first segment of an address.

The outermost layer classifies each request once and stores its part in the scope under
`PART`.
"""

from collections.abc import Mapping
from enum import StrEnum

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

"""The mark beside a value that says where it comes from.

Templates take the macro `source_mark` from `components/sources.html`.
"""

from markupsafe import Markup

from bsm_domain.foundation.sources import Source
from dashboard.components.templates import render


def source_mark(source: Source | None, *, is_demonstration: bool) -> Markup:
    """The page as a link, and when it was seen. In a demonstration, what has no source
    is marked as invented; on a real record it has no mark.
    """
    return render("components/sources.html", "source_mark", source, is_demonstration)

"""What is said of two versions side by side."""

from collections.abc import Mapping

from bsm_domain.foundation.formatting import format_count, format_number
from bsm_projections.agreement.text_comparison import Change, Comparison

NOT_TRANSLATED = "not translated"
NO_CHANGE = "Nothing changed between these versions."
ONE_VERSION = "This text has only one version so far; there is nothing to compare."
CHANGES = "Go to change"
EARLIER, LATER = "From version", "To version"
WAY_BACK = "Back to the text and positions"
NOTES: Mapping[Change, str] = {
    Change.INSERTED: "new",
    Change.DELETED: "deleted",
    Change.MOVED: "moved",
}
_WORDS = (
    (Change.CHANGED, "changed"),
    (Change.INSERTED, "new"),
    (Change.DELETED, "deleted"),
    (Change.MOVED, "moved"),
    (Change.EQUAL, "unchanged"),
)


def finding(compared: Comparison) -> str:
    """4 paragraphs changed, 1 new, 6 unchanged"""
    if compared.is_empty:
        return NO_CHANGE
    counts = [
        (compared.count(change), word)
        for change, word in _WORDS
        if compared.count(change)
    ]
    (first, word), *others = counts
    parts = [f"{format_count(first, 'paragraph')} {word}"]
    parts += [f"{format_number(count)} {word}" for count, word in others]
    return ", ".join(parts)


def unchanged(count: int) -> str:
    return f"{format_count(count, 'paragraph')} unchanged"


def measure(earlier: int, later: int) -> str:
    return f"From version {earlier} to version {later}, word by word"

"""HTML for Administration. Values in, text out."""

from collections.abc import Sequence
from html import escape


def named_line(name: str, notes: Sequence[str]) -> str:
    """One account, mandate or proposal: its name, and what there is to know."""
    text = escape(" · ".join(note for note in notes if note))
    head = f"<p><b>{escape(name)}</b></p>"
    return f'<div class="bsm-person">{head}<small>{text}</small></div>'

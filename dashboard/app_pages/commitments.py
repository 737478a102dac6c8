"""Leadership asks: is what was promised being kept, and what changed since?"""

from dashboard.data.page_context import PageContext
from dashboard.leadership import panels, selection
from dashboard.shell import layout


def commitments(page: PageContext) -> None:
    shown = selection.read_selection(page)
    selection.show_headline(shown)
    panels.show_report(shown)


if layout.is_page_allowed("page.commitments"):
    selection.show_controls(layout.page_context())
layout.show_page(commitments, "page.commitments")

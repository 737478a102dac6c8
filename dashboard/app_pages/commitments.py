"""For leadership: are agreed activities being completed, and what has changed?"""

from dashboard.data.page_context import PageContext
from dashboard.leadership import panels, selection
from dashboard.meetings import step_panels
from dashboard.shell import layout


def show_commitments(page: PageContext) -> None:
    if not page.viewer.meetings():
        step_panels.show_no_meeting(page)
        return
    selected = selection.read_selection(page)
    selection.show_headline(selected)
    panels.show_report(selected)


if layout.is_page_allowed("page.commitments"):
    selection.show_controls(layout.page_context())
layout.show_page(show_commitments, "page.commitments")

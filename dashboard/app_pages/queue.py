"""For the secretariat: what waits for a decision, and what prevents confirming it?"""

from dashboard.data.page_context import PageContext
from dashboard.meetings import step_panels
from dashboard.registration.decisions import panels, selection
from dashboard.shell import layout


def show_queue(page: PageContext) -> None:
    if page.meeting is None:
        step_panels.show_no_meeting(page)
    else:
        panels.show_queue(page)


if layout.is_page_allowed("page.queue"):
    selection.show_controls(layout.page_context())
layout.show_page(show_queue, "page.queue")

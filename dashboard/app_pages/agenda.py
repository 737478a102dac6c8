"""For everybody: when and where is what, what comes next, and what has changed?"""

from dashboard.data.page_context import PageContext
from dashboard.meetings import step_panels
from dashboard.meetings.agenda import panels, selection
from dashboard.shell import layout


def show_agenda(page: PageContext) -> None:
    if page.meeting is None:
        step_panels.show_no_meeting(page)
    else:
        panels.show_agenda(page)


if layout.is_page_allowed("page.agenda"):
    selection.show_meeting_of_session(layout.page_context())
layout.show_page(show_agenda, "page.agenda")

"""For focal points: whom do we send, what is missing, and until when?"""

from dashboard.data.page_context import PageContext
from dashboard.meetings import step_panels
from dashboard.registration.my_delegation import panels, selection
from dashboard.shell import layout


def show_my_delegation(page: PageContext) -> None:
    if page.meeting is None:
        step_panels.show_no_meeting(page)
    else:
        panels.show_delegation(page)


if layout.is_page_allowed("page.my-delegation"):
    selection.show_controls(layout.page_context())
layout.show_page(show_my_delegation, "page.my-delegation")

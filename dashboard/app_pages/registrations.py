"""For leadership: how many seats are taken, who has not answered, who comes again?"""

from dashboard.data.page_context import PageContext
from dashboard.meetings import step_panels
from dashboard.registration.figures import panels, selection
from dashboard.shell import layout


def show_registrations(page: PageContext) -> None:
    if page.meeting is None:
        step_panels.show_no_meeting(page)
    else:
        panels.show_figures(page)


if layout.is_page_allowed("page.registrations"):
    selection.show_controls(layout.page_context())
layout.show_page(show_registrations, "page.registrations")

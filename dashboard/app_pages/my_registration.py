"""For whoever takes part: do I have a seat, which sessions, what is on record of me?"""

from dashboard.data.page_context import PageContext
from dashboard.meetings import step_panels
from dashboard.registration.own import panels
from dashboard.shell import layout


def show_my_registration(page: PageContext) -> None:
    if page.meeting is None:
        step_panels.show_no_meeting(page)
    else:
        panels.show_own_registration(page)


layout.show_page(show_my_registration, "page.my-registration")

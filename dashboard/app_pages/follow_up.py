"""A focal point asks: what did I promise, by when? Everybody: what is overdue?"""

from dashboard.data.page_context import PageContext
from dashboard.follow_up import header, own_activities, panels, selection
from dashboard.reminders import notices
from dashboard.shell import layout


def follow_up(page: PageContext) -> None:
    choice = selection.wanted(page)
    header.answer(choice)
    header.opened(choice)
    notices.show_notices(page, own_activities.mentions_told(choice))
    own = own_activities.first(choice)
    panels.shown(choice, after_own=own)
    header.new(choice)


if layout.is_page_allowed("page.follow-up"):
    header.begin(layout.page_context())
layout.show_page(follow_up, "page.follow-up")

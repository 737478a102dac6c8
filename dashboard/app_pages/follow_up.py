"""For focal points: their activities and due dates. For everybody: what is overdue."""

from dashboard.data.page_context import PageContext
from dashboard.follow_up import forms, header, own_activities, panels, selection
from dashboard.meetings import step_panels
from dashboard.reminders import notices
from dashboard.shell import layout


def show_follow_up(page: PageContext) -> None:
    if not page.viewer.meetings():
        step_panels.show_no_meeting(page)
        return
    selected = selection.read_selection(page)
    header.show_headline(selected)
    header.show_open_activity(selected)
    notices.show_notices(page, own_activities.activities_with_shown_mentions(selected))
    has_own_activities = own_activities.show_own_activities(selected)
    panels.show_activities(selected, after_own_activities=has_own_activities)
    forms.proposal_button(page)


if layout.is_page_allowed("page.follow-up"):
    header.show_controls(layout.page_context())
layout.show_page(show_follow_up, "page.follow-up")

"""A focal point asks: what did I promise, by when? Everybody: what is overdue?"""

from dashboard.data.page_context import Scene
from dashboard.follow_up import header, own_activities, panels, selection
from dashboard.reminders import notices
from dashboard.shell import layout


def follow_up(scene: Scene) -> None:
    choice = selection.wanted(scene)
    header.answer(choice)
    header.opened(choice)
    notices.panel(scene, own_activities.mentions_told(choice))
    own = own_activities.first(choice)
    panels.shown(choice, after_own=own)
    header.new(choice)


if layout.lets_see("page.follow-up"):
    header.begin(layout.scene())
layout.show(follow_up, "page.follow-up")

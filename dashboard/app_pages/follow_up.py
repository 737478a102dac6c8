"""A focal point asks: what did I promise, by when? Everybody: what is overdue?"""

from dashboard.data.page_context import Scene
from dashboard.follow_up import header as follow_up_frame
from dashboard.follow_up import own_activities as own_promises
from dashboard.follow_up import panels as promise_panels
from dashboard.follow_up import selection as promise_choices
from dashboard.reminders import notices
from dashboard.shell import layout as frame


def follow_up(scene: Scene) -> None:
    choice = promise_choices.wanted(scene)
    follow_up_frame.answer(choice)
    follow_up_frame.opened(choice)
    notices.panel(scene, own_promises.mentions_told(choice))
    own = own_promises.first(choice)
    promise_panels.shown(choice, after_own=own)
    follow_up_frame.new(choice)


if frame.lets_see("page.follow-up"):
    follow_up_frame.begin(frame.scene())
frame.show(follow_up, "page.follow-up")

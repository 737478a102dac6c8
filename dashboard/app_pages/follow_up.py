"""A focal point asks: what did I promise, by when? Everybody: what is overdue?"""

from dashboard import (
    follow_up_frame,
    frame,
    notices,
    own_promises,
    promise_choices,
    promise_panels,
)
from dashboard.scene import Scene


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

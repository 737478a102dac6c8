"""Auditors ask: what happened, when, and when was it recorded?"""

from dashboard import chronicle, filters, frame, strip
from dashboard.scene import Scene


def history(scene: Scene) -> None:
    wanted = filters.wanted(scene)
    chronicle.answer(scene, wanted)
    strip.strip(scene, wanted)
    chronicle.sentences(scene, wanted)


if frame.lets_see("page.history"):
    filters.bar(frame.scene())
    chronicle.opened(frame.scene())
frame.show(history, "page.history")

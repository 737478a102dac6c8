"""Auditors ask: what happened, when, and when was it recorded?"""

from dashboard.data.page_context import Scene
from dashboard.history import month_chart as strip
from dashboard.history import panels as chronicle
from dashboard.history import selection as filters
from dashboard.shell import layout as frame


def history(scene: Scene) -> None:
    wanted = filters.wanted(scene)
    chronicle.answer(scene, wanted)
    strip.strip(scene, wanted)
    chronicle.sentences(scene, wanted)


if frame.lets_see("page.history"):
    filters.bar(frame.scene())
    chronicle.opened(frame.scene())
frame.show(history, "page.history")

"""Auditors ask: what happened, when, and when was it recorded?"""

from dashboard.data.page_context import Scene
from dashboard.history import month_chart, panels, selection
from dashboard.shell import layout


def history(scene: Scene) -> None:
    wanted = selection.wanted(scene)
    panels.answer(scene, wanted)
    month_chart.strip(scene, wanted)
    panels.sentences(scene, wanted)


if layout.lets_see("page.history"):
    selection.bar(layout.scene())
    panels.opened(layout.scene())
layout.show(history, "page.history")

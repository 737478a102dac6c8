"""Leadership asks: is what was promised being kept, and what changed since?"""

from dashboard.data.page_context import Scene
from dashboard.leadership import panels, selection
from dashboard.shell import layout


def commitments(scene: Scene) -> None:
    shown = selection.asked(scene)
    selection.answer(shown)
    panels.shown(shown)


if layout.lets_see("page.commitments"):
    selection.begin(layout.scene())
layout.show(commitments, "page.commitments")

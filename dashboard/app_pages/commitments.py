"""Leadership asks: is what was promised being kept, and what changed since?"""

from dashboard.data.page_context import Scene
from dashboard.leadership import panels as commitment_panels
from dashboard.leadership import selection as commitment_frame
from dashboard.shell import layout as frame


def commitments(scene: Scene) -> None:
    shown = commitment_frame.asked(scene)
    commitment_frame.answer(shown)
    commitment_panels.shown(shown)


if frame.lets_see("page.commitments"):
    commitment_frame.begin(frame.scene())
frame.show(commitments, "page.commitments")

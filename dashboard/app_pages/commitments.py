"""Leadership asks: is what was promised being kept, and what changed since?"""

from dashboard import commitment_frame, commitment_panels, frame
from dashboard.scene import Scene


def commitments(scene: Scene) -> None:
    shown = commitment_frame.asked(scene)
    commitment_frame.answer(shown)
    commitment_panels.shown(shown)


if frame.lets_see("page.commitments"):
    commitment_frame.begin(frame.scene())
frame.show(commitments, "page.commitments")

"""The secretariat asks: how does what was tracked elsewhere come on record?"""

from dashboard.imports import panels as import_panels
from dashboard.shell import layout as frame

frame.show(import_panels.headline, "page.import")
if frame.lets_see("page.import"):
    import_panels.steps(frame.scene())

"""The secretariat asks: how does what was tracked elsewhere come on record?"""

from dashboard import frame, import_panels

frame.show(import_panels.headline, "page.import")
if frame.lets_see("page.import"):
    import_panels.steps(frame.scene())

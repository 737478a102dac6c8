"""Being made."""

from dashboard import frame

frame.show(lambda scene: None, "page.readings")

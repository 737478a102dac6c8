"""The secretariat asks: how does what was tracked elsewhere come on record?"""

from dashboard.imports import panels
from dashboard.shell import layout

layout.show(panels.headline, "page.import")
if layout.lets_see("page.import"):
    panels.steps(layout.scene())

"""The secretariat asks: how does what was tracked elsewhere come on record?"""

from dashboard.imports import panels
from dashboard.shell import layout

layout.show(panels.show_headline, "page.import")
if layout.lets_see("page.import"):
    panels.show_steps(layout.scene())

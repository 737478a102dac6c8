"""The secretariat asks: how does what was tracked elsewhere come on record?"""

from dashboard.imports import panels
from dashboard.shell import layout

layout.show_page(panels.show_headline, "page.import")
if layout.is_page_allowed("page.import"):
    panels.show_steps(layout.page_context())

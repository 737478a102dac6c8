"""Auditors ask: who has read personal data, whose, and why?"""

from dashboard.privacy import readings
from dashboard.shell import layout

if layout.is_page_allowed("page.readings"):
    readings.bar(layout.page_context())
layout.show_page(readings.panel, "page.readings")

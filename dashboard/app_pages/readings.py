"""Auditors ask: who has read personal data, whose, and why?"""

from dashboard.privacy import readings
from dashboard.shell import layout

if layout.is_page_allowed("page.readings"):
    readings.show_controls(layout.page_context())
layout.show_page(readings.show_readings, "page.readings")

"""For auditors: who has read personal data, whose, and why."""

from dashboard.privacy import personal_data_readings
from dashboard.shell import layout

if layout.is_page_allowed("page.readings"):
    personal_data_readings.show_controls(layout.page_context())
layout.show_page(personal_data_readings.show_readings, "page.readings")

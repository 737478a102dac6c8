"""Auditors ask: who has read personal data, whose, and why?"""

from dashboard.privacy import readings
from dashboard.shell import layout

if layout.lets_see("page.readings"):
    readings.bar(layout.scene())
layout.show(readings.panel, "page.readings")

"""Auditors ask: who has read personal data, whose, and why?"""

from dashboard.privacy import readings as reading_panels
from dashboard.shell import layout as frame

if frame.lets_see("page.readings"):
    reading_panels.bar(frame.scene())
frame.show(reading_panels.panel, "page.readings")

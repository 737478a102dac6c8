"""Auditors ask: who has read personal data, whose, and why?"""

from dashboard import frame, reading_panels

if frame.lets_see("page.readings"):
    reading_panels.bar(frame.scene())
frame.show(reading_panels.panel, "page.readings")

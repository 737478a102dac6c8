"""Administrators ask: who can come in, as what? Auditors: who could act on that day?"""

from dashboard import admin_page, admin_parts, duties, frame

if frame.lets_see("page.administration"):
    duties.opened(frame.scene())
    admin_parts.bar(frame.scene())
frame.show(admin_page.page, "page.administration")

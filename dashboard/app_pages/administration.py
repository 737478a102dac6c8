"""Administrators ask: who can come in, as what? Auditors: who could act on that day?"""

from dashboard.administration import selection as admin_parts
from dashboard.app_pages import administration_panels as admin_page
from dashboard.forms import action_form as duties
from dashboard.shell import layout as frame

if frame.lets_see("page.administration"):
    duties.opened(frame.scene())
    admin_parts.bar(frame.scene())
frame.show(admin_page.page, "page.administration")

"""For focal points: what happens with a text if they do nothing. For everybody: what
was decided, and how.
"""

from dashboard.agreement import decision_panels, selection
from dashboard.shell import layout

if layout.is_page_allowed("page.decision"):
    selection.show_meeting_of_decision(layout.page_context())
layout.show_page(decision_panels.show_decision, "page.decision")

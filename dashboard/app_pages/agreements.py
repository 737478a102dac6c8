"""For everybody: what was agreed, and what is open. For focal points first: what waits
for the position of their delegation.
"""

from dashboard.agreement.forms import decision_forms
from dashboard.agreement.overview import (
    header,
    panels,
    selection,
)
from dashboard.data.page_context import PageContext
from dashboard.meetings import step_panels
from dashboard.shell import layout


def show_agreements(page: PageContext) -> None:
    selected = selection.read_selection(page)
    if page.meeting is None and selected.view != selection.REGISTER_VIEW:
        step_panels.show_no_meeting(page)
        return
    header.show_headline(selected)
    panels.show_view(selected)
    decision_forms.table_button(page)


if layout.is_page_allowed("page.agreements"):
    header.show_controls(layout.page_context())
layout.show_page(show_agreements, "page.agreements")

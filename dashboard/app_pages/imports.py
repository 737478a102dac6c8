"""For the secretariat: import a tracker or a list of delegates kept elsewhere."""

from dashboard.data.page_context import PageContext
from dashboard.imports import further_options, panels
from dashboard.meetings import step_panels
from dashboard.shell import layout


def show_import(page: PageContext) -> None:
    if page.meeting is None:
        step_panels.show_no_meeting(page)
    else:
        panels.show_headline(page, page.meeting)


layout.show_page(show_import, "page.import")
if layout.is_page_allowed("page.import"):
    panels.show_steps(layout.page_context(), further_options.choose_kind())

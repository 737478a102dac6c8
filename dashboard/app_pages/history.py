"""Auditors ask: what happened, when, and when was it recorded?"""

from dashboard.data.page_context import PageContext
from dashboard.history import month_chart, panels, selection
from dashboard.shell import layout


def history(page: PageContext) -> None:
    wanted = selection.wanted(page)
    panels.answer(page, wanted)
    month_chart.strip(page, wanted)
    panels.sentences(page, wanted)


if layout.is_page_allowed("page.history"):
    selection.bar(layout.page_context())
    panels.opened(layout.page_context())
layout.show_page(history, "page.history")

"""For auditors: what happened, when, and when it was recorded."""

from dashboard.data.page_context import PageContext
from dashboard.history import month_chart, panels, selection
from dashboard.shell import layout


def show_history(page: PageContext) -> None:
    fact_filter = selection.read_filter(page)
    panels.show_headline(page, fact_filter)
    month_chart.show_month_chart(page, fact_filter)
    panels.show_facts(page, fact_filter)


if layout.is_page_allowed("page.history"):
    selection.show_controls(layout.page_context())
    panels.show_open_fact(layout.page_context())
layout.show_page(show_history, "page.history")

"""The Follow-up's upper part: its answer, the choices, and the promise that is open.

Choices are drawn once a run, outside of what the live record redraws; the answer has
its place above them, and is kept up to date.
"""

from datetime import timedelta

import streamlit as st

from bsm_projections.leadership import burn_up
from dashboard.components import html
from dashboard.data.page_context import PageContext
from dashboard.follow_up import activity_details, filter_bar, forms, texts
from dashboard.follow_up.selection import ACTIVITY, ActivitySelection
from dashboard.shell import address
from dashboard.shell.access_checks import checked
from dashboard.widgets.headings import show_empty_state

REPORT_PERIOD = timedelta(days=7)
_HEADLINE_KEY = "follow-up-answer"


def show_controls(page: PageContext) -> None:
    """Keeps the answer's place, and draws the choices."""
    st.session_state[_HEADLINE_KEY] = st.empty()
    filter_bar.show_controls(page)


def show_headline(choice: ActivitySelection) -> None:
    """The page's sentence, as it stands at this moment."""
    page = choice.page
    reporters = page.viewer.fetch(
        "read.facts",
        burn_up.reporting_delegations,
        choice.meeting_id,
        page.viewer.moment.at - REPORT_PERIOD,
    )
    said = texts.headline(choice.activities_in_scope, reporters)
    st.session_state[_HEADLINE_KEY].html(html.headline(said))


def show_open_activity(choice: ActivitySelection) -> None:
    """The promise that the address asks for, as a whole, with what can be done."""
    asked = address.parameter(ACTIVITY)
    if asked is None:
        return
    details = activity_details.fetch_details(choice.page, asked)
    facts = activity_details.facts_with_ancestors(choice, details) if details else ()
    if details is not None:
        st.html(activity_details.title_html(details.activity))
    with st.container(horizontal=True, key="promise-actions"):
        if details is not None:
            forms.show_all_buttons(choice.page, details, facts)
        st.button(
            "Close",
            key="close-promise",
            on_click=checked(address.set_parameter),
            args=(ACTIVITY, None),
            type="tertiary",
        )
    if details is None:
        show_empty_state(
            "There is no such activity at this moment of the record that you may see."
        )
    else:
        st.html(activity_details.details_html(choice, details, facts))


def show_proposal_button(choice: ActivitySelection) -> None:
    """The way to a further promise, for who may propose one."""
    forms.proposal_button(choice.page)

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
from dashboard.follow_up.selection import ACTIVITY, Choice
from dashboard.shell import address
from dashboard.shell.access_checks import checked
from dashboard.widgets.headings import show_empty_state

WEEK = timedelta(days=7)
_PLACE = "follow-up-answer"


def begin(page: PageContext) -> None:
    """Keeps the answer's place, and draws the choices."""
    st.session_state[_PLACE] = st.empty()
    filter_bar.bar(page)


def answer(choice: Choice) -> None:
    """The page's sentence, as it stands at this moment."""
    page = choice.page
    reporters = page.viewer.fetch(
        "read.facts",
        burn_up.reporters,
        choice.meeting_id,
        page.viewer.moment.at - WEEK,
    )
    said = texts.answer(choice.everything, reporters)
    st.session_state[_PLACE].html(html.headline(said))


def opened(choice: Choice) -> None:
    """The promise that the address asks for, as a whole, with what can be done."""
    asked = address.parameter(ACTIVITY)
    if asked is None:
        return
    details = activity_details.opened(choice.page, asked)
    facts = activity_details.facts_of(choice, details) if details else ()
    if details is not None:
        st.html(activity_details.title(details.activity))
    with st.container(horizontal=True, key="promise-actions"):
        if details is not None:
            forms.whole(choice.page, details, facts)
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
        st.html(activity_details.whole(choice, details, facts))


def new(choice: Choice) -> None:
    """The way to a further promise, for who may propose one."""
    forms.propose(choice.page)

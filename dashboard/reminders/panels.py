"""Administration's reminders: what waits to be mailed, and what fails and why."""

import streamlit as st

from bsm_service.reminders.messages import State
from dashboard.administration import actions as administering
from dashboard.administration import html as admin_markup
from dashboard.administration.selection import Part
from dashboard.components import formatting as wording
from dashboard.components import html as markup
from dashboard.components.html import Column
from dashboard.data import queries as data
from dashboard.data.page_context import Scene
from dashboard.reminders import texts as letter_wording
from dashboard.shell.access_checks import checked
from dashboard.widgets.headings import heading

_MOST = 50


def panel(scene: Scene, part: Part) -> None:
    """The outbox, without addresses and without what letters say."""
    who = scene.look.principal
    seen = administering.letters(who)
    st.html(markup.headline(letter_wording.headline(seen)))
    if data.notice():
        st.html(markup.paragraphs("measure", letter_wording.NONE_SENT))
    elif not administering.is_mail_sent():
        st.html(markup.paragraphs("measure", letter_wording.NO_MAIL))
    oldest = seen.oldest_waiting
    heading(
        "Letters by what became of them",
        "All that were ever made"
        + (f"; the oldest that waits is of {wording.moment(oldest)}" if oldest else ""),
    )
    st.html(
        markup.table(
            "Letters by what became of them",
            [Column("What became of them"), Column("Letters", numeric=True)],
            [
                [letter_wording.STATES[state], wording.number(number)]
                for state, number in seen.counts.items()
            ],
        )
    )
    if not seen.failing:
        return
    heading("Those that fail", "With what the mail server said, as a code")
    failed = seen.counts[State.FAILED]
    if failed > 1 and administering.may(who, "letters.try-again"):
        st.button(
            f"Try all {wording.number(failed)} again",
            key="letters-again",
            on_click=checked(administering.send_again),
            args=(who,),
        )
    for one in seen.failing[:_MOST]:
        with st.container(
            horizontal=True, vertical_alignment="center", key=f"letter-{one.key}"
        ):
            line = admin_markup.line(
                letter_wording.title(one), letter_wording.notes(one)
            )
            st.html(line, width="stretch")
            if one.state is State.FAILED and administering.may(
                who, "letters.try-again"
            ):
                st.button(
                    "Try again",
                    key=f"again-{one.key}",
                    on_click=checked(administering.send_again),
                    args=(who, one.key),
                )
    if len(seen.failing) > _MOST:
        rest = wording.number(len(seen.failing) - _MOST)
        st.html(markup.paragraphs("measure", f"and {rest} more"))

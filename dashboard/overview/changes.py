"""What changed since a day of the reader's choice: in figures, and in sentences."""

from datetime import timedelta

import streamlit as st

from bsm_projections.leadership.comparison_date import Since
from dashboard.components import formatting, html
from dashboard.data import queries
from dashboard.data.page_context import Scene
from dashboard.data.queries import Filter
from dashboard.overview import texts
from dashboard.shell import address
from dashboard.shell.comparison import SINCE, since
from dashboard.widgets.headings import empty, heading
from dashboard.widgets.tables import HISTORY

NEWEST = 6


def panel(scene: Scene) -> None:
    """The figures that differ, the newest facts, and the way to all of them."""
    assert scene.meeting is not None
    look, meeting, chosen = scene.look, scene.meeting, since(scene, scene.meeting)
    before, _ = queries.moment(chosen.on.isoformat())
    then = look.at(before).figures(meeting.id)
    now = look.figures(meeting.id)
    wanted = Filter(meeting.id, beyond=before.position)
    facts = look.facts(wanted, None)
    heading(
        texts.finding(facts.total, chosen.what, then, now),
        f"What was recorded of {formatting.place(meeting)} after the end of "
        f"{formatting.day(chosen.on)} (UTC)",
    )
    if not facts.items:
        empty("Nothing of this meeting was recorded since. Choose an earlier day.")
    else:
        st.html(
            html.differences(texts.differences(then, now))
            + html.news(facts.items[:NEWEST], lambda fact: _open(fact.position))
        )
    with st.container(
        horizontal=True, vertical_alignment="bottom", key="changes-since"
    ):
        choose(scene, chosen)
        if facts.total:
            st.page_link(
                HISTORY,
                label=texts.show_all(facts.total),
                query_params=address.with_everywhere(
                    {
                        address.MEETING: scene.meeting.id if scene.meeting else None,
                        "only": "meeting",
                        "from": (chosen.on + timedelta(days=1)).isoformat(),
                    }
                ),
            )


def choose(scene: Scene, chosen: Since) -> None:
    """The day that the present is compared with."""
    first, last = queries.first_day(), scene.look.moment.at.date() - timedelta(days=1)
    if first >= last:
        return
    st.date_input(
        "Compare with the end of",
        min_value=min(first, chosen.on),
        max_value=max(last, chosen.on),
        format="DD.MM.YYYY",
        width=180,
        **address.bound(
            SINCE,
            chosen.on,
            lambda day: None if day is None or day == chosen.usual else day.isoformat(),
        ),
    )


def _open(position: int) -> str:
    return html.link("/history", address.with_everywhere({"fact": str(position)}))

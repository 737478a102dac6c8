"""What changed since a day of the reader's choice: in figures, and in sentences."""

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from bsm_projections.queries.meetings import Meeting
from bsm_projections.queries.overview import Figures
from dashboard import address, change_wording, data, markup, wording
from dashboard.data import Filter
from dashboard.panels import empty, heading
from dashboard.scene import Scene
from dashboard.tables import HISTORY

SINCE = "since"
USUALLY = timedelta(days=30)
NEWEST = 6


@dataclass(frozen=True, slots=True)
class Since:
    """The day whose end the present is compared with; `what` says what happened then.

    `usual` is the day that is taken where the reader has chosen none.
    """

    on: date
    what: str
    usual: date


def since(scene: Scene) -> Since:
    """The reader's day, if it lies before the viewed one.

    Else the last day of the series' last meeting before that; else thirty days.
    """
    today = scene.look.moment.at.date()
    usual = Since(today - USUALLY, "thirty days ago", today - USUALLY)
    if last := _last_meeting(scene, today):
        usual = Since(last.ends_on, change_wording.the_meeting(last), last.ends_on)
    chosen = address.day(SINCE)
    if chosen is None or chosen >= today or chosen == usual.on:
        return usual
    return Since(chosen, wording.day(chosen), usual.on)


def _last_meeting(scene: Scene, today: date) -> Meeting | None:
    assert scene.meeting is not None
    held = [
        one
        for one in scene.look.meetings()
        if one.series == scene.meeting.series and one.ends_on < today
    ]
    return max(held, key=lambda one: one.ends_on, default=None)


def panel(scene: Scene) -> None:
    """The figures that differ, the newest facts, and the way to all of them."""
    assert scene.meeting is not None
    look, meeting, compared = scene.look, scene.meeting, since(scene)
    before, _ = data.moment(compared.on.isoformat())
    then = look.at(before).figures(meeting.id)
    now = look.figures(meeting.id)
    wanted = Filter(meeting.id, beyond=before.position)
    facts = look.facts(wanted, None)
    heading(
        change_wording.finding(facts.total, compared.what, then, now),
        f"What was recorded of {wording.place(meeting)} after the end of "
        f"{wording.day(compared.on)} (UTC)",
    )
    if not facts.items:
        empty("Nothing of this meeting was recorded since. Choose an earlier day.")
    else:
        st.html(
            _figures(then, now)
            + markup.news(facts.items[:NEWEST], lambda fact: _open(fact.position))
        )
    with st.container(
        horizontal=True, vertical_alignment="bottom", key="changes-since"
    ):
        _choose(scene, compared)
        if facts.total:
            st.page_link(
                HISTORY,
                label=f"All {wording.count(facts.total, 'fact')} since",
                query_params=address.with_everywhere(
                    {
                        "only": "meeting",
                        "from": (compared.on + timedelta(days=1)).isoformat(),
                    }
                ),
            )


def _figures(then: Figures, now: Figures) -> str:
    changed = change_wording.differences(then, now)
    if not changed:
        return ""
    items = "".join(
        f"<div><dt>{markup.safe(label)}</dt><dd><small>{markup.safe(old)} \u2192 "
        f"</small>{markup.safe(new)}</dd></div>"
        for label, old, new in changed
    )
    return f'<dl class="bsm-changes">{items}</dl>'


def _choose(scene: Scene, compared: Since) -> None:
    first, last = data.first_day(), scene.look.moment.at.date() - timedelta(days=1)
    if first >= last:
        return
    st.date_input(
        "Compare with the end of",
        min_value=min(first, compared.on),
        max_value=max(last, compared.on),
        format="DD.MM.YYYY",
        width=180,
        **address.bound(
            SINCE,
            compared.on,
            lambda day: (
                None if day is None or day == compared.usual else day.isoformat()
            ),
        ),
    )


def _open(position: int) -> str:
    return markup.link("/history", address.with_everywhere({"fact": str(position)}))

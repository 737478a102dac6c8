"""Leadership asks: who came, what was promised, who is late?"""

import streamlit as st

from dashboard.components import formatting, html
from dashboard.data.page_context import Scene
from dashboard.overview import changes, panels
from dashboard.overview.key_figures import key_figures
from dashboard.registration import registrations_over_time
from dashboard.shell import layout
from dashboard.widgets import headings


def overview(scene: Scene) -> None:
    look, meeting = scene.look, scene.meeting
    if meeting is None:
        st.html(html.headline("No meeting is on record here yet."))
        headings.empty(
            "The secretariat announces a meeting; or choose another one above, or a "
            "later day."
        )
        return
    figures = look.figures(meeting.id)
    late = panels.overdue(scene)
    sentence = formatting.headline(meeting, figures, late)
    st.html(html.headline(sentence))
    st.html(html.key_figures(key_figures(meeting, figures, look.meetings())))
    drawn = panels.figures_of(scene)
    # Row by row, so that a narrow screen shows them in the same order.
    left, right = st.columns(2, gap="large")
    with left:
        panels.who_came(scene, look.delegations(meeting.id))
    with right:
        changes.panel(scene)
    left, right = st.columns(2, gap="large")
    with left:
        panels.who_is_late(scene, late, drawn["late"])
    with right:
        panels.burn_up(scene, panels.promises_over_time(scene), drawn["burn-up"])
    left, right = st.columns(2, gap="large")
    with left:
        panels.objectives(scene, look.objectives(meeting.id))
    with right:
        panels.activities(scene, look.activities(meeting.id), drawn["activities"])
    registrations_over_time.panel(
        scene, look.registrations_over_time(meeting), drawn["registrations"]
    )


layout.lead_on()
layout.show(overview, "page.overview")

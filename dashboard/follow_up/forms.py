"""Forms about follow-up activities: what comes next wherever one is shown, everything
where it is open, and a report in two taps.
"""

from collections.abc import Sequence
from typing import TypedDict
from uuid import UUID

import streamlit as st

from bsm_domain.follow_up import AGREED_AND_OPEN
from bsm_projections.follow_up import details as follow_up_details
from bsm_projections.follow_up.details import Details
from bsm_projections.follow_up.queries import Activity
from bsm_projections.history import queries
from bsm_projections.history.queries import Fact
from bsm_projections.meetings.queries import Meeting
from bsm_service.access.permissions import Principal
from bsm_service.follow_up.commands import ReportComplete, ReportProgress
from dashboard.components import dates, formatting
from dashboard.data.page_context import Scene
from dashboard.follow_up import amendment_forms, evidence_forms, lifecycle_forms
from dashboard.follow_up.lifecycle_forms import UNDER_WAY, Around
from dashboard.forms import buttons, field_widgets, submit
from dashboard.forms.command_form import Offer
from dashboard.forms.dialog import OpenForm
from dashboard.forms.drafts import Draft
from dashboard.forms.submit import may_ask
from dashboard.shell.access_checks import checked

TITLE = "Follow-up activity"
PROPOSE, ANSWER = "propose", "answer"
# Where the activity is open as a whole, and what the buttons there are called.
_PLACES = {
    "opened": None,
    "work": "Comment, evidence, steps\u2009…",
    "promise": "Date, owner, meeting\u2009…",
}
# As many steps as a thumb reaches in one row.
STEPS = 4


class _About(TypedDict):
    """What a form about an activity is told of it."""

    title: str
    about: str
    ids: dict[str, str]
    version: int
    kept_under: str


def next_of(scene: Scene, activity: Activity, place: str = "") -> None:
    """A button that opens what may come next. `place` tells several buttons of one
    activity on a page apart.
    """
    _button(scene, activity, lifecycle_forms.of_life(_who(scene), activity), place)


def answer_to(scene: Scene, activity: Activity) -> None:
    """A button for whoever is asked to say something."""
    offers = evidence_forms.to_comment(_who(scene), activity, _delegations(scene))
    _button(scene, activity, offers, ANSWER)


def whole(scene: Scene, details: Details, facts: Sequence[Fact]) -> None:
    """Everything that may be done with the activity that is open."""
    if scene.frozen or not buttons.may_act(_who(scene)):
        return
    around = around_of(scene, details.activity, facts)
    for place, label in _PLACES.items():
        offers = possible(scene, details, around, place)
        one = len(offers) == 1
        _button(scene, details.activity, offers, place, None if one else label)


def possible(
    scene: Scene, details: Details, around: Around, place: str
) -> tuple[Offer, ...]:
    """What is offered at a place: where the activity is open, or on a card."""
    who, activity = _who(scene), details.activity
    match place:
        case "work":
            return evidence_forms.of_work(who, details, around)
        case "answer":
            return evidence_forms.to_comment(who, activity, around.delegations)
        case "promise":
            return amendment_forms.of_promise(scene.look, activity, around)
        case _:
            return lifecycle_forms.of_life(who, activity)


def form_again(scene: Scene, draft: Draft) -> OpenForm | None:
    """The form again into which something was typed; None where it fits no more."""
    if draft.place == PROPOSE:
        meeting = scene.meeting
        if meeting is None or meeting.id != draft.thing:
            return None
        return buttons.form_of(scene, _to_propose(scene), **_new(meeting))
    details = scene.look.ask("read.activities", follow_up_details.details, draft.thing)
    if details is None:
        return None
    facts = scene.look.ask(
        "read.facts", queries.facts, stream_id=draft.thing, newest_first=True, limit=400
    ).items
    around = around_of(scene, details.activity, facts)
    offers = possible(scene, details, around, draft.place)
    if draft.label not in [one.label for one in offers]:
        return None
    return buttons.form_of(scene, offers, place=draft.place, **_about(details.activity))


def _button(
    scene: Scene,
    activity: Activity,
    possible: tuple[Offer, ...],
    place: str,
    label: str | None = None,
) -> None:
    buttons.button(scene, possible, place=place, label=label, **_about(activity))


def _about(activity: Activity) -> _About:
    return _About(
        title=TITLE,
        about=f"{activity.title} ({activity.owner_name}, {activity.status})",
        ids={"activity_id": activity.id},
        version=activity.version,
        kept_under=activity.id,
    )


def around_of(scene: Scene, activity: Activity, facts: Sequence[Fact]) -> Around:
    """What there is for a form to choose from."""
    look = scene.look
    meetings = {one.id: one for one in look.meetings()}
    present = meetings.get(activity.meeting_id)
    others = [
        one for one in look.activities(None) if one.is_open and one.id != activity.id
    ]
    return Around(
        others=tuple((one.id, f"{one.owner} · {one.title}") for one in others),
        mergeable=tuple(
            (one.id, f"{one.owner} · {one.title}")
            for one in others
            if one.status in AGREED_AND_OPEN
        ),
        delegations=_delegations(scene),
        meetings=tuple(
            (one.id, formatting.edition(one))
            for one in meetings.values()
            if present is not None
            and one.starts_on > present.starts_on
            and one.status != "cancelled"
        ),
        facts=[one for one in facts if one.stream_id == activity.id],
    )


def _delegations(scene: Scene) -> tuple[tuple[str, str], ...]:
    if scene.meeting is not None:
        return buttons.invited(scene)
    names = scene.look.delegation_names()
    return tuple(sorted(names.items(), key=lambda one: one[1]))


def propose(scene: Scene) -> None:
    """A button that opens the form for a new activity of the scene's meeting."""
    meeting = scene.meeting
    if scene.frozen or meeting is None or not buttons.may_act(_who(scene)):
        return
    buttons.button(
        scene, _to_propose(scene), label="Propose an activity", **_new(meeting)
    )


class _New(TypedDict):
    """What a form for a new activity is told."""

    title: str
    about: str
    ids: dict[str, str]
    version: None
    new: str
    place: str
    kept_under: str


def _new(meeting: Meeting) -> _New:
    return _New(
        title="New activity",
        about=meeting.title,
        ids={},
        version=None,
        new="activity_id",
        place=PROPOSE,
        kept_under=meeting.id,
    )


def _to_propose(scene: Scene) -> tuple[Offer, ...]:
    look, meeting = scene.look, scene.meeting
    assert meeting is not None
    return lifecycle_forms.to_propose(
        look.principal,
        meeting.id,
        look.objectives(meeting.id),
        tuple((one.id, one.title) for one in meeting.agenda),
        buttons.invited(scene),
        dates.a_year_from(submit.today_in(meeting.time_zone)),
    )


# A report in two taps: how far it is, and that it is so.


def may_report(scene: Scene, activity: Activity) -> bool:
    return (
        not scene.frozen
        and activity.status in UNDER_WAY
        and may_ask(_who(scene), ReportProgress, activity.owner)
    )


def report(scene: Scene, activity: Activity) -> None:
    """The next steps to tap, and then the button that records the one that was."""
    if not may_report(scene, activity):
        return
    key = f"quick-{activity.id}"
    if refused := st.session_state.get(f"{key}-refused"):
        field_widgets.complaint(refused)
    chosen = st.pills(
        f"How far is “{activity.title}”?",
        steps(activity.percent),
        format_func=lambda step: "done" if step == 100 else f"{step} %",
        label_visibility="collapsed",
        key=key,
    )
    if chosen is not None:
        st.button(
            "Report it complete" if chosen == 100 else f"Report {chosen} %",
            key=f"{key}-send",
            type="primary",
            width="stretch",
            on_click=checked(_report),
            args=(scene, activity, key, chosen),
        )


def steps(percent: int) -> list[int]:
    """The tens that are next, and the end: 30, 40, 50, 100."""
    tens = [step for step in range(10, 100, 10) if step > percent]
    return [*tens[: STEPS - 1], 100]


def _report(scene: Scene, activity: Activity, key: str, percent: int) -> None:
    command = ReportComplete if percent == 100 else ReportProgress
    told: dict[str, object] = {"activity_id": activity.id}
    if percent < 100:
        told["percent"] = percent
    # The same tap twice, of the same version, is one report.
    of = UUID(activity.id)
    answer = submit.ask(
        _who(scene),
        command,
        told,
        command_id=submit.id_within(of, f"{activity.version} {percent}"),
        thing=activity.id,
        expected_version=activity.version,
        occurred_on=None,
        zone=scene.meeting.time_zone if scene.meeting else "UTC",
    )
    st.session_state[key] = None
    if isinstance(answer, submit.Done):
        st.session_state.pop(f"{key}-refused", None)
        buttons.tell(answer)
    else:
        st.session_state[f"{key}-refused"] = answer.sentence


def _who(scene: Scene) -> Principal:
    return scene.look.principal

"""What may become of a promise: another date, owner or meeting, one of several, several
of one; and the correction of what was reported.

Hints, as in `offers`.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bsm_domain.follow_up import AGREED_AND_OPEN, ActivityStatus
from bsm_projections.follow_up.queries import Activity
from bsm_projections.history.queries import Fact
from bsm_service.access.permissions import Principal
from bsm_service.follow_up.commands import (
    ChangePartners,
    CorrectReport,
    HandOverActivity,
)
from bsm_service.follow_up.lineage_commands import (
    CarryOver,
    MergeActivities,
    SplitActivity,
    SupersedeActivity,
)
from dashboard.data import personal_data
from dashboard.data.queries import Viewer
from dashboard.follow_up.lifecycle_forms import (
    QUARTER,
    Around,
    due_date,
    until_next_meeting,
)
from dashboard.follow_up.texts import told_as
from dashboard.forms import texts
from dashboard.forms.command_form import CommandForm, FieldKind, FormField, reason_field
from dashboard.forms.submit import may_submit
from dashboard.people import command_forms

Told = dict[str, Any]
# A form has room for so many parts; the API takes more.
PARTS = 3
_CONFIRMED = "bsm.activity.confirmed.v1"
_REPORTS = (
    "bsm.activity.progress_reported.v1",
    "bsm.activity.reported_complete.v1",
    _CONFIRMED,
)
_UNTIL_NEXT = FormField("until_next", texts.UNTIL_NEXT_MEETING, FieldKind.CHECKBOX)


def of_promise(
    viewer: Viewer, activity: Activity, around: Around
) -> tuple[CommandForm, ...]:
    """What is likely first; what only Chair and secretariat decide comes last."""
    principal = viewer.principal
    possible: list[CommandForm] = []
    if activity.is_open:
        possible += [
            _moved(activity),
            _handed_over(viewer, activity, around),
            _partners(activity, around),
        ]
        if around.meetings:
            possible.append(_carried_over(around))
    reports = [one for one in around.facts if _may_correct(principal, one, activity)]
    if reports:
        possible.append(_corrected(reports))
    if ActivityStatus(activity.status) in AGREED_AND_OPEN:
        possible.append(_split(activity, around))
        if around.mergeable:
            possible.append(_merged(activity, around))
    if activity.is_open and around.others:
        possible.append(_superseded(around))
    return tuple(
        one
        for one in possible
        if one.command is CorrectReport or _may(principal, one, activity)
    )


def _may_correct(principal: Principal, fact: Fact, activity: Activity) -> bool:
    """Reports are the owner's, a confirmation is of the delegation that made it."""
    confirmed = fact.stored_name == _CONFIRMED
    whose = fact.actor_delegation if confirmed else activity.owner
    return fact.stored_name in _REPORTS and may_submit(principal, CorrectReport, whose)


def _may(principal: Principal, offer: CommandForm, activity: Activity) -> bool:
    return may_submit(principal, offer.command, activity.owner)


def _moved(activity: Activity) -> CommandForm:
    offer = due_date(activity)
    *dates, why = offer.fields
    fields = (*dates, _UNTIL_NEXT, why)
    return replace(offer, fields=fields, to_command=until_next_meeting)


def _handed_over(viewer: Viewer, activity: Activity, around: Around) -> CommandForm:
    principal = viewer.principal
    owners = around.delegations
    if not may_submit(principal, HandOverActivity, None):
        owners = tuple(one for one in owners if one[0] == activity.owner)
    owner = FormField(
        "owner",
        "Who does it",
        FieldKind.CHOICE,
        owners,
        value=activity.owner,
        has_dependents=True,
    )
    agency = FormField(
        "agency",
        "Its agency",
        FieldKind.LINE,
        optional=True,
        max_length=300,
        value=activity.agency,
    )
    person = FormField(
        "person",
        "The person",
        FieldKind.CHOICE,
        optional=True,
        depends_on="owner",
        options_for=command_forms.known_of(
            viewer, "choosing who does an activity", "form Hand over"
        ),
        help="Of those whom the delegation has on record",
    )
    named = (person,) if personal_data.may_see_names(principal, activity.owner) else ()
    return CommandForm(
        HandOverActivity,
        "Hand over",
        "Hand it over",
        (owner, agency, *named, reason_field()),
        explanations=(texts.HAND_OVER_NOTE,),
    )


def _partners(activity: Activity, around: Around) -> CommandForm:
    options = tuple(one for one in around.delegations if one[0] != activity.owner)
    chosen = FormField(
        "partners",
        "With whom",
        FieldKind.CHOICES,
        options,
        value=list(activity.partners),
    )
    return CommandForm(
        ChangePartners, "Change partners", "Change the partners", (chosen,)
    )


def _carried_over(around: Around) -> CommandForm:
    return CommandForm(
        CarryOver,
        "Carry over",
        "Carry it over",
        (
            FormField(
                "meeting_id",
                "Which meeting follows it from now on",
                FieldKind.CHOICE,
                around.meetings,
            ),
            FormField(
                "due_on",
                "New last day",
                FieldKind.DATE,
                optional=True,
                help="Left open, the due date stays; a new one needs a reason",
            ),
            QUARTER,
            replace(reason_field("Why the date moves"), optional=True),
        ),
        to_command=_without_a_lone_precision,
    )


def _without_a_lone_precision(told: Told) -> Told:
    """A quarter says nothing where no day is chosen."""
    if "due_on" not in told:
        told.pop("due_precision", None)
    return told


def _corrected(reports: Sequence[Fact]) -> CommandForm:
    which = tuple((str(one.version), told_as(one)) for one in reversed(reports))

    def finish(told: Told) -> Told:
        if (version := told.pop("corrects", None)) is not None:
            told["corrects"] = int(version)
        if (percent := told.pop("percent", None)) is not None:
            told["percent"] = int(percent)
        return told

    steps = tuple((str(one), f"{one} %") for one in range(0, 100, 5))
    return CommandForm(
        CorrectReport,
        "Correct a report",
        "Record the correction",
        (
            FormField("corrects", "Which report", FieldKind.CHOICE, which),
            FormField(
                "percent",
                "What it should have said",
                FieldKind.CHOICE,
                steps,
                optional=True,
                help="Only for a percentage; for another day, say below when it "
                "truly happened",
            ),
            reason_field("Why it was wrong"),
        ),
        explanations=(texts.CORRECTION_NOTE,),
        to_command=finish,
    )


def _split(activity: Activity, around: Around) -> CommandForm:
    fields: list[FormField] = []
    for number in range(1, PARTS + 1):
        spare = number > 2
        fields += [
            FormField(
                f"part{number}.title",
                f"Part {number}: what is to be done",
                FieldKind.LINE,
                max_length=300,
                optional=spare,
                heading=f"Part {number}",
            ),
            FormField(
                f"part{number}.owner",
                "Who does it",
                FieldKind.CHOICE,
                around.delegations,
                value=activity.owner,
                optional=spare,
            ),
            FormField(
                f"part{number}.due_on",
                "Until when",
                FieldKind.DATE,
                value=activity.due_on,
                optional=spare,
                help="Another day than now counts as moved",
            ),
        ]

    def finish(told: Told) -> Told:
        parts = [told.pop(f"part{number}", {}) for number in range(1, PARTS + 1)]
        told["parts"] = tuple(
            _continued(part, activity) for part in parts if part.get("title")
        )
        return told

    return CommandForm(
        SplitActivity,
        "Split",
        "Split it",
        (*fields, reason_field()),
        explanations=(texts.SPLIT_NOTE,),
        to_command=finish,
    )


def _continued(part: Told, activity: Activity) -> Told:
    """What was left as it was is not told, so that it keeps its agency and date."""
    kept = {"owner": activity.owner, "due_on": activity.due_on}
    return {name: it for name, it in part.items() if kept.get(name) != it}


def _merged(activity: Activity, around: Around) -> CommandForm:
    def finish(told: Told) -> Told:
        id = told.pop("activity_id", None)
        others = tuple(told.pop("others", ()))
        told["activities"] = (id, *others)
        told["into"] = _continued(told.get("into", {}), activity)
        return told

    return CommandForm(
        MergeActivities,
        "Merge",
        "Merge them",
        (
            FormField(
                "others", "With which others", FieldKind.CHOICES, around.mergeable
            ),
            FormField(
                "into.title",
                "What is to be done together",
                FieldKind.LINE,
                max_length=300,
                value=activity.title,
            ),
            FormField(
                "into.owner",
                "Who does it",
                FieldKind.CHOICE,
                around.delegations,
                value=activity.owner,
            ),
            FormField(
                "into.due_on", "Until when", FieldKind.DATE, value=activity.due_on
            ),
            reason_field(),
        ),
        explanations=(texts.MERGE_NOTE, texts.MERGE_AUDIENCE_NOTE),
        to_command=finish,
    )


def _superseded(around: Around) -> CommandForm:
    by = FormField(
        "by", "Which activity does its work", FieldKind.CHOICE, around.others
    )
    return CommandForm(
        SupersedeActivity,
        "Supersede",
        "Record that it is superseded",
        (by, reason_field()),
    )

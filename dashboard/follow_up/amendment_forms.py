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
from dashboard.data.queries import Look
from dashboard.follow_up.lifecycle_forms import (
    QUARTER,
    Around,
    due_date,
    until_next_meeting,
)
from dashboard.follow_up.texts import told_as
from dashboard.forms import texts
from dashboard.forms.command_form import Field, Kind, Offer, because
from dashboard.forms.submit import may_ask
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
_UNTIL_NEXT = Field("until_next", texts.UNTIL_NEXT, Kind.CHECK)


def of_promise(look: Look, activity: Activity, around: Around) -> tuple[Offer, ...]:
    """What is likely first; what only Chair and secretariat decide comes last."""
    who = look.principal
    possible: list[Offer] = []
    if activity.is_open:
        possible += [
            _moved(activity),
            _handed_over(look, activity, around),
            _partners(activity, around),
        ]
        if around.meetings:
            possible.append(_carried_over(around))
    reports = [one for one in around.facts if _may_correct(who, one, activity)]
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
        if one.command is CorrectReport or _may(who, one, activity)
    )


def _may_correct(who: Principal, fact: Fact, activity: Activity) -> bool:
    """Reports are the owner's, a confirmation is of the delegation that made it."""
    confirmed = fact.stored_name == _CONFIRMED
    whose = fact.actor_delegation if confirmed else activity.owner
    return fact.stored_name in _REPORTS and may_ask(who, CorrectReport, whose)


def _may(who: Principal, offer: Offer, activity: Activity) -> bool:
    return may_ask(who, offer.command, activity.owner)


def _moved(activity: Activity) -> Offer:
    offer = due_date(activity)
    *dates, why = offer.fields
    fields = (*dates, _UNTIL_NEXT, why)
    return replace(offer, fields=fields, finish=until_next_meeting)


def _handed_over(look: Look, activity: Activity, around: Around) -> Offer:
    who = look.principal
    owners = around.delegations
    if not may_ask(who, HandOverActivity, None):
        owners = tuple(one for one in owners if one[0] == activity.owner)
    owner = Field(
        "owner", "Who does it", Kind.ONE, owners, value=activity.owner, decides=True
    )
    agency = Field(
        "agency",
        "Its agency",
        Kind.LINE,
        optional=True,
        longest=300,
        value=activity.agency,
    )
    person = Field(
        "person",
        "The person",
        Kind.ONE,
        optional=True,
        of="owner",
        options_of=command_forms.known_of(
            look, "choosing who does an activity", "form Hand over"
        ),
        help="Of those whom the delegation has on record",
    )
    named = (person,) if personal_data.may_see_names(who, activity.owner) else ()
    return Offer(
        HandOverActivity,
        "Hand over",
        "Hand it over",
        (owner, agency, *named, because()),
        before=(texts.HANDED_OVER,),
    )


def _partners(activity: Activity, around: Around) -> Offer:
    options = tuple(one for one in around.delegations if one[0] != activity.owner)
    chosen = Field(
        "partners", "With whom", Kind.SOME, options, value=list(activity.partners)
    )
    return Offer(ChangePartners, "Change partners", "Change the partners", (chosen,))


def _carried_over(around: Around) -> Offer:
    return Offer(
        CarryOver,
        "Carry over",
        "Carry it over",
        (
            Field(
                "meeting_id",
                "Which meeting follows it from now on",
                Kind.ONE,
                around.meetings,
            ),
            Field(
                "due_on",
                "New last day",
                Kind.DAY,
                optional=True,
                help="Left open, the due date stays; a new one needs a reason",
            ),
            QUARTER,
            replace(because("Why the date moves"), optional=True),
        ),
        finish=_without_a_lone_precision,
    )


def _without_a_lone_precision(told: Told) -> Told:
    """A quarter says nothing where no day is chosen."""
    if "due_on" not in told:
        told.pop("due_precision", None)
    return told


def _corrected(reports: Sequence[Fact]) -> Offer:
    which = tuple((str(one.version), told_as(one)) for one in reversed(reports))

    def finish(told: Told) -> Told:
        if (version := told.pop("corrects", None)) is not None:
            told["corrects"] = int(version)
        if (percent := told.pop("percent", None)) is not None:
            told["percent"] = int(percent)
        return told

    steps = tuple((str(one), f"{one} %") for one in range(0, 100, 5))
    return Offer(
        CorrectReport,
        "Correct a report",
        "Record the correction",
        (
            Field("corrects", "Which report", Kind.ONE, which),
            Field(
                "percent",
                "What it should have said",
                Kind.ONE,
                steps,
                optional=True,
                help="Only for a percentage; for another day, say below when it "
                "truly happened",
            ),
            because("Why it was wrong"),
        ),
        before=(texts.CORRECTED,),
        finish=finish,
    )


def _split(activity: Activity, around: Around) -> Offer:
    fields: list[Field] = []
    for number in range(1, PARTS + 1):
        spare = number > 2
        fields += [
            Field(
                f"part{number}.title",
                f"Part {number}: what is to be done",
                Kind.LINE,
                longest=300,
                optional=spare,
                above=f"Part {number}",
            ),
            Field(
                f"part{number}.owner",
                "Who does it",
                Kind.ONE,
                around.delegations,
                value=activity.owner,
                optional=spare,
            ),
            Field(
                f"part{number}.due_on",
                "Until when",
                Kind.DAY,
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

    return Offer(
        SplitActivity,
        "Split",
        "Split it",
        (*fields, because()),
        before=(texts.SPLIT,),
        finish=finish,
    )


def _continued(part: Told, activity: Activity) -> Told:
    """What was left as it was is not told, so that it keeps its agency and date."""
    kept = {"owner": activity.owner, "due_on": activity.due_on}
    return {name: it for name, it in part.items() if kept.get(name) != it}


def _merged(activity: Activity, around: Around) -> Offer:
    def finish(told: Told) -> Told:
        id = told.pop("activity_id", None)
        others = tuple(told.pop("others", ()))
        told["activities"] = (id, *others)
        told["into"] = _continued(told.get("into", {}), activity)
        return told

    return Offer(
        MergeActivities,
        "Merge",
        "Merge them",
        (
            Field("others", "With which others", Kind.SOME, around.mergeable),
            Field(
                "into.title",
                "What is to be done together",
                Kind.LINE,
                longest=300,
                value=activity.title,
            ),
            Field(
                "into.owner",
                "Who does it",
                Kind.ONE,
                around.delegations,
                value=activity.owner,
            ),
            Field("into.due_on", "Until when", Kind.DAY, value=activity.due_on),
            because(),
        ),
        before=(texts.MERGED, texts.MERGED_CLOSED),
        finish=finish,
    )


def _superseded(around: Around) -> Offer:
    by = Field("by", "Which activity does its work", Kind.ONE, around.others)
    return Offer(
        SupersedeActivity,
        "Supersede",
        "Record that it is superseded",
        (by, because()),
    )

"""Forms that change an activity: another date, owner or meeting, several of one or one
of several; and the correction of what was reported.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bsm_projections.follow_up.tables import Activity
from bsm_projections.history.tables import Fact
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.follow_up.commands import (
    ChangeDueDate,
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
from dashboard.follow_up import form_texts
from dashboard.follow_up.texts import report_text
from dashboard.forms.form import Form, Options, Values, allowed_forms
from dashboard.forms.generated_form import form_of, override
from dashboard.forms.submit import may_submit
from dashboard.people.forms import person_options_of

_CONFIRMED_FACT = "bsm.activity.confirmed.v1"
_REPORT_FACTS = (
    "bsm.activity.progress_reported.v1",
    "bsm.activity.reported_complete.v1",
    _CONFIRMED_FACT,
)
# What is not a next step of an activity, but changes it.
COMMANDS: frozenset[type[Command]] = frozenset(
    {
        CarryOver,
        ChangePartners,
        CorrectReport,
        HandOverActivity,
        MergeActivities,
        SplitActivity,
        SupersedeActivity,
    }
)
# A form has room for so many parts; the API takes more.
MAX_PARTS = 3
# What continues an activity keeps these of it.
_KEPT = ("activity_id", "agency", "person", "partners", "due_precision")


@dataclass(frozen=True, slots=True)
class FormOptions:
    """What there is to choose from: other open activities, those of them that may be
    merged, later meetings, and the activity's facts.
    """

    others: Options = ()
    mergeable: Options = ()
    meetings: Options = ()
    facts: Sequence[Fact] = ()


def amendment_forms(
    viewer: Viewer, activity: Activity, options: FormOptions
) -> tuple[Form, ...]:
    """The most usual first; those for Chair and secretariat only come last."""
    principal = viewer.principal
    forms = [
        due_date_form(activity),
        _hand_over_form(viewer, activity),
        form_of(ChangePartners, override("partners", value=list(activity.partners))),
    ]
    if options.meetings:
        forms.append(_carry_over_form(options))
    after = [_split_form(activity)]
    if options.mergeable:
        after.append(_merge_form(activity, options))
    if options.others:
        after.append(
            form_of(
                SupersedeActivity,
                override("by", label="Replaced by", options=options.others),
            )
        )
    owner, status = activity.owner, activity.status
    return (
        *allowed_forms(principal, owner, *forms, status=status),
        *_correction_forms(principal, activity, options.facts),
        *allowed_forms(principal, owner, *after, status=status),
    )


def due_date_form(activity: Activity) -> Form:
    return form_of(
        ChangeDueDate,
        override("due_on", value=activity.due_on, optional=False),
        override("due_precision", value=activity.due_precision),
    )


def _hand_over_form(viewer: Viewer, activity: Activity) -> Form:
    purpose, place = "choosing who does an activity", "form Hand over"
    may_see_names = personal_data.may_see_names(viewer.principal, activity.owner)
    person = override(
        "person",
        depends_on="owner",
        options_for=person_options_of(viewer, purpose, place),
        help="People whom the delegation has on record",
    )
    return form_of(
        HandOverActivity,
        override("owner", value=activity.owner),
        override("agency", value=activity.agency),
        *((person,) if may_see_names else ()),
        explanations=(form_texts.HAND_OVER_NOTE,),
    )


def _carry_over_form(options: FormOptions) -> Form:
    return form_of(
        CarryOver,
        override(
            "meeting_id",
            label="Carry over to",
            options=options.meetings,
        ),
        override(
            "due_on", help="Leave empty to keep the due date; a new date needs a reason"
        ),
        override("reason", label="Reason for the new date"),
    )


def _correction_forms(
    principal: Principal, activity: Activity, facts: Sequence[Fact]
) -> tuple[Form, ...]:
    """Reports are the owner's, a confirmation is of the delegation that made it."""
    reports = [
        fact
        for fact in facts
        if fact.stored_name in _REPORT_FACTS
        and may_submit(
            principal,
            CorrectReport,
            fact.actor_delegation
            if fact.stored_name == _CONFIRMED_FACT
            else activity.owner,
        )
    ]
    if not reports:
        return ()
    options = tuple((fact.version, report_text(fact)) for fact in reversed(reports))
    return (
        form_of(
            CorrectReport,
            override("corrects", label="Report", options=options),
            override(
                "percent",
                label="Correct percentage",
                help="Leave empty to correct only the date; enter it below",
            ),
            explanations=(form_texts.CORRECTION_NOTE,),
        ),
    )


def _split_form(activity: Activity) -> Form:
    def adjust(values: Values) -> Values:
        parts = (_changed_fields(part, activity) for part in values["parts"])
        return values | {"parts": tuple(part for part in parts if part.get("title"))}

    return form_of(
        SplitActivity,
        override("parts", label="Part", rows=MAX_PARTS, required_rows=2),
        override("parts.owner", value=activity.owner),
        override(
            "parts.due_on",
            value=activity.due_on,
            help="A different date counts as a postponement",
        ),
        without=tuple(f"parts.{name}" for name in _KEPT),
        explanations=(form_texts.SPLIT_NOTE,),
        adjust=adjust,
    )


def _changed_fields(part: Values, activity: Activity) -> Values:
    """Only the changed fields: the rest is taken from the activity that is split."""
    unchanged = {"owner": activity.owner, "due_on": activity.due_on}
    return {name: value for name, value in part.items() if unchanged.get(name) != value}


def _merge_form(activity: Activity, options: FormOptions) -> Form:
    def adjust(values: Values) -> Values:
        id = values.pop("activity_id")
        return values | {
            "activities": (id, *values["activities"]),
            "into": _changed_fields(values["into"], activity),
        }

    return form_of(
        MergeActivities,
        override("activities", label="Merge with", options=options.mergeable),
        override("into.title", value=activity.title),
        override("into.owner", value=activity.owner),
        override("into.due_on", value=activity.due_on),
        first=("activities",),
        without=tuple(f"into.{name}" for name in _KEPT),
        explanations=(form_texts.MERGE_NOTE, form_texts.MERGE_AUDIENCE_NOTE),
        adjust=adjust,
    )

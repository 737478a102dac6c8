"""Forms that change an activity: another date, owner or meeting; and the correction of
what was reported.

Hints, as in `command_form`.
"""

from collections.abc import Sequence
from dataclasses import replace

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
)
from dashboard.data import personal_data
from dashboard.data.queries import Viewer
from dashboard.follow_up import form_texts
from dashboard.follow_up.lifecycle_forms import (
    QUARTER_FIELD,
    FormOptions,
    due_at_next_meeting,
    due_date_form,
)
from dashboard.follow_up.lineage_forms import (
    Values,
    merge_form,
    split_form,
    supersede_form,
)
from dashboard.follow_up.texts import report_text
from dashboard.forms.command_form import CommandForm, FieldKind, FormField, reason_field
from dashboard.forms.submit import may_submit
from dashboard.people.forms import person_options_of

_CONFIRMED_FACT = "bsm.activity.confirmed.v1"
_REPORT_FACTS = (
    "bsm.activity.progress_reported.v1",
    "bsm.activity.reported_complete.v1",
    _CONFIRMED_FACT,
)
_UNTIL_NEXT_FIELD = FormField(
    "until_next", form_texts.UNTIL_NEXT_MEETING, FieldKind.CHECKBOX
)


def amendment_forms(
    viewer: Viewer, activity: Activity, options: FormOptions
) -> tuple[CommandForm, ...]:
    """The likely ones first; what only Chair and secretariat decide comes last."""
    principal = viewer.principal
    command_forms: list[CommandForm] = []
    if activity.is_open:
        command_forms += [
            _due_date_form(activity),
            _hand_over_form(viewer, activity, options),
            _partners_form(activity, options),
        ]
        if options.meetings:
            command_forms.append(_carry_over_form(options))
    reports = [
        fact for fact in options.facts if _may_correct_report(principal, fact, activity)
    ]
    if reports:
        command_forms.append(_correction_form(reports))
    if ActivityStatus(activity.status) in AGREED_AND_OPEN:
        command_forms.append(split_form(activity, options))
        if options.mergeable:
            command_forms.append(merge_form(activity, options))
    if activity.is_open and options.others:
        command_forms.append(supersede_form(options))
    return tuple(
        command_form
        for command_form in command_forms
        if command_form.command is CorrectReport
        or _may_submit_form(principal, command_form, activity)
    )


def _may_correct_report(principal: Principal, fact: Fact, activity: Activity) -> bool:
    """Reports are the owner's, a confirmation is of the delegation that made it."""
    confirmed = fact.stored_name == _CONFIRMED_FACT
    delegation = fact.actor_delegation if confirmed else activity.owner
    return fact.stored_name in _REPORT_FACTS and may_submit(
        principal, CorrectReport, delegation
    )


def _may_submit_form(
    principal: Principal, command_form: CommandForm, activity: Activity
) -> bool:
    return may_submit(principal, command_form.command, activity.owner)


def _due_date_form(activity: Activity) -> CommandForm:
    command_form = due_date_form(activity)
    *dates, reason = command_form.fields
    fields = (*dates, _UNTIL_NEXT_FIELD, reason)
    return replace(command_form, fields=fields, to_command=due_at_next_meeting)


def _hand_over_form(
    viewer: Viewer, activity: Activity, options: FormOptions
) -> CommandForm:
    principal = viewer.principal
    owners = options.delegations
    if not may_submit(principal, HandOverActivity, None):
        owners = tuple(owner for owner in owners if owner[0] == activity.owner)
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
        options_for=person_options_of(
            viewer, "choosing who does an activity", "form Hand over"
        ),
        help="Of those whom the delegation has on record",
    )
    person_fields = (
        (person,) if personal_data.may_see_names(principal, activity.owner) else ()
    )
    return CommandForm(
        HandOverActivity,
        "Hand over",
        "Hand it over",
        (owner, agency, *person_fields, reason_field()),
        explanations=(form_texts.HAND_OVER_NOTE,),
    )


def _partners_form(activity: Activity, form_options: FormOptions) -> CommandForm:
    options = tuple(
        delegation
        for delegation in form_options.delegations
        if delegation[0] != activity.owner
    )
    partners = FormField(
        "partners",
        "With whom",
        FieldKind.CHOICES,
        options,
        value=list(activity.partners),
    )
    return CommandForm(
        ChangePartners, "Change partners", "Change the partners", (partners,)
    )


def _carry_over_form(options: FormOptions) -> CommandForm:
    return CommandForm(
        CarryOver,
        "Carry over",
        "Carry it over",
        (
            FormField(
                "meeting_id",
                "Which meeting follows it from now on",
                FieldKind.CHOICE,
                options.meetings,
            ),
            FormField(
                "due_on",
                "New last day",
                FieldKind.DATE,
                optional=True,
                help="Left open, the due date stays; a new one needs a reason",
            ),
            QUARTER_FIELD,
            replace(reason_field("Why the date moves"), optional=True),
        ),
        to_command=_drop_precision_without_date,
    )


def _drop_precision_without_date(values: Values) -> Values:
    """A quarter says nothing where no day is chosen."""
    if "due_on" not in values:
        values.pop("due_precision", None)
    return values


def _correction_form(reports: Sequence[Fact]) -> CommandForm:
    report_options = tuple(
        (str(fact.version), report_text(fact)) for fact in reversed(reports)
    )

    def to_command(values: Values) -> Values:
        if (version := values.pop("corrects", None)) is not None:
            values["corrects"] = int(version)
        if (percent := values.pop("percent", None)) is not None:
            values["percent"] = int(percent)
        return values

    steps = tuple((str(step), f"{step} %") for step in range(0, 100, 5))
    return CommandForm(
        CorrectReport,
        "Correct a report",
        "Record the correction",
        (
            FormField("corrects", "Which report", FieldKind.CHOICE, report_options),
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
        explanations=(form_texts.CORRECTION_NOTE,),
        to_command=to_command,
    )

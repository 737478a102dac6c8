"""What may be asked of the work on a follow-up activity: words, evidence, steps on the
way, and what it waits for.

Hints, as in `offers`.
"""

from collections.abc import Sequence

from bsm_projections.follow_up.details import Details, Evidence
from bsm_projections.follow_up.queries import Activity
from bsm_service.access.permissions import Principal
from bsm_service.follow_up.work_commands import (
    AddDependency,
    AttachEvidence,
    CommentOnActivity,
    DropMilestone,
    EraseEvidence,
    ReachMilestone,
    RemoveDependency,
    SetMilestone,
    WithdrawEvidence,
)
from dashboard.follow_up.lifecycle_forms import NOTE, Around, Options
from dashboard.follow_up.texts import shortly
from dashboard.forms import texts
from dashboard.forms.command_form import (
    CommandForm,
    FieldKind,
    FormField,
    allowed_forms,
    reason_field,
)
from dashboard.forms.submit import may_submit


def to_comment(
    principal: Principal, activity: Activity, delegations: Options
) -> tuple[CommandForm, ...]:
    """Words alone, for whoever is asked for them."""
    return allowed_forms(principal, activity.owner, [_comment(delegations)])


def of_work(
    principal: Principal, details: Details, around: Around
) -> tuple[CommandForm, ...]:
    """Words, evidence, steps on the way, and what it waits for."""
    activity = details.activity
    possible = [_comment(around.delegations)]
    evidence = [one for one in details.evidence if one.is_latest]
    shown = tuple(
        (one.id, texts.evidence_label(one))
        for one in evidence
        if not one.is_withdrawn and _may_change(principal, details, one)
    )
    possible += [_ATTACH_FILE, _ATTACH_LINK]
    if shown:
        possible += [_next_revision(shown), _withdraw_evidence(shown)]
    if activity.is_open:
        possible += _steps(details, around)
    files = [
        one for one in details.evidence if one.sha256 is not None and not one.is_erased
    ]
    if files:
        possible.append(_erase_evidence(files))
    whose = activity.owner
    if principal.delegation in activity.partners:
        whose = principal.delegation or whose
    contributed = (AttachEvidence, WithdrawEvidence)
    return tuple(
        one
        for one in possible
        if may_submit(
            principal,
            one.command,
            whose if one.command in contributed else activity.owner,
        )
    )


def _may_change(principal: Principal, details: Details, one: Evidence) -> bool:
    """Its owner's delegation, and the one that attached it first."""
    first = (it for it in details.evidence if it.id == one.id and it.revision == 1)
    whose = {details.activity.owner, *(it.by_delegation for it in first)}
    return any(may_submit(principal, WithdrawEvidence, code) for code in whose)


def _comment(delegations: Options) -> CommandForm:
    return CommandForm(
        CommentOnActivity,
        "Comment",
        "Put it on record",
        (
            FormField("text", "What is to be said", max_length=5_000),
            FormField(
                "mentions",
                "Whose attention it asks for",
                FieldKind.CHOICES,
                delegations,
                True,
            ),
        ),
        new_id_field="comment_id",
    )


_UNTIL = FormField(
    "expires_on",
    "Counts until",
    FieldKind.DATE,
    optional=True,
    help="After this day it counts no more, a certificate for example",
)
_FILE = FormField("file", "File", FieldKind.FILE, help=texts.FILE_HELP)
_ATTACH_FILE = CommandForm(
    AttachEvidence,
    "Evidence: a file",
    "Attach the file",
    (_FILE, NOTE, _UNTIL),
    new_id_field="evidence_id",
)
_ATTACH_LINK = CommandForm(
    AttachEvidence,
    "Evidence: a link",
    "Attach the link",
    (
        FormField("url", "Address", FieldKind.LINE, max_length=2_000, help="https://…"),
        NOTE,
        _UNTIL,
    ),
    new_id_field="evidence_id",
)


def _next_revision(shown: Options) -> CommandForm:
    which = FormField("evidence_id", "Of which evidence", FieldKind.CHOICE, shown)
    return CommandForm(
        AttachEvidence,
        "Evidence: a newer file",
        "Attach the revision",
        (which, _FILE, NOTE, _UNTIL),
    )


def _withdraw_evidence(shown: Options) -> CommandForm:
    return CommandForm(
        WithdrawEvidence,
        "Withdraw evidence",
        "Withdraw the evidence",
        (
            FormField("evidence_id", "Which evidence", FieldKind.CHOICE, shown),
            reason_field(),
        ),
    )


def _erase_evidence(files: Sequence[Evidence]) -> CommandForm:
    which = tuple(
        (f"{one.id} {one.revision}", texts.evidence_label(one)) for one in files
    )
    shared = tuple(texts.shared_file_note(one) for one in files if one.shown_too_by)

    def finish(told: dict[str, object]) -> dict[str, object]:
        id, _, revision = str(told.pop("evidence_id", "")).partition(" ")
        return told | ({"evidence_id": id, "revision": int(revision)} if id else {})

    return CommandForm(
        EraseEvidence,
        "Erase a file",
        "Erase it for ever",
        (
            FormField("evidence_id", "Which file", FieldKind.CHOICE, which),
            reason_field(),
        ),
        explanations=(texts.ERASE_FILE_NOTE, *shared),
        to_command=finish,
    )


def _steps(details: Details, around: Around) -> list[CommandForm]:
    to_reach = tuple(
        (one.id, f"{one.title} ({shortly(one.due_on)})")
        for one in details.milestones
        if one.state == "set"
    )
    which = FormField("milestone_id", "Which step", FieldKind.CHOICE, to_reach)
    possible = [
        CommandForm(
            SetMilestone,
            "Set a milestone",
            "Set the milestone",
            (
                FormField("title", "The step", FieldKind.LINE, max_length=300),
                FormField("due_on", "To be reached by", FieldKind.DATE),
            ),
            new_id_field="milestone_id",
        )
    ]
    if to_reach:
        possible += [
            CommandForm(
                ReachMilestone,
                "Milestone reached",
                "Record that it is reached",
                (which,),
            ),
            CommandForm(
                DropMilestone,
                "Drop a milestone",
                "Drop the milestone",
                (which, reason_field()),
            ),
        ]
    awaited = {one.id: one for one in details.waits_for}
    others = tuple(one for one in around.others if one[0] not in awaited)
    if others:
        possible.append(
            CommandForm(
                AddDependency,
                "Waits for…",
                "Record that it waits",
                (
                    FormField(
                        "on", "Which activity it waits for", FieldKind.CHOICE, others
                    ),
                ),
            )
        )
    if awaited:
        named = tuple((id, f"{one.owner} · {one.title}") for id, one in awaited.items())
        possible.append(
            CommandForm(
                RemoveDependency,
                "Waits no more…",
                "Record that it waits no more",
                (
                    FormField(
                        "on", "Which activity it waited for", FieldKind.CHOICE, named
                    ),
                ),
            )
        )
    return possible

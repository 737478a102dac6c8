"""Forms about a follow-up activity's progress: comments, evidence, milestones, and what
it waits for.

Hints, as in `command_form`.
"""

from collections.abc import Sequence

from bsm_projections.follow_up.activity_details import ActivityDetails, Evidence
from bsm_projections.follow_up.queries import Activity
from bsm_service.access.permissions import Principal
from bsm_service.follow_up.milestone_and_evidence_commands import (
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
from dashboard.follow_up import form_texts
from dashboard.follow_up.due_date_texts import deadline
from dashboard.follow_up.lifecycle_forms import NOTE_FIELD, FormOptions, Options
from dashboard.forms import texts
from dashboard.forms.command_form import (
    CommandForm,
    FieldKind,
    FormField,
    allowed_forms,
    reason_field,
)
from dashboard.forms.submit import may_submit


def comment_forms(
    principal: Principal, activity: Activity, delegations: Options
) -> tuple[CommandForm, ...]:
    """A comment only, for whoever is asked to reply."""
    return allowed_forms(principal, activity.owner, [_comment_form(delegations)])


def evidence_and_milestone_forms(
    principal: Principal, details: ActivityDetails, options: FormOptions
) -> tuple[CommandForm, ...]:
    """Comments, evidence, milestones, and what it waits for."""
    activity = details.activity
    command_forms = [_comment_form(options.delegations)]
    evidence = [piece for piece in details.evidence if piece.is_latest]
    evidence_options = tuple(
        (piece.id, form_texts.evidence_label(piece))
        for piece in evidence
        if not piece.is_withdrawn and _may_change_evidence(principal, details, piece)
    )
    command_forms += [_ATTACH_FILE, _ATTACH_LINK]
    if evidence_options:
        command_forms += [
            _revision_form(evidence_options),
            _withdraw_form(evidence_options),
        ]
    if activity.is_open:
        command_forms += _milestone_and_dependency_forms(details, options)
    files = [
        piece
        for piece in details.evidence
        if piece.sha256 is not None and not piece.is_erased
    ]
    if files:
        command_forms.append(_erase_form(files))
    delegation = activity.owner
    if principal.delegation in activity.partners:
        delegation = principal.delegation or delegation
    contributions = (AttachEvidence, WithdrawEvidence)
    return tuple(
        command_form
        for command_form in command_forms
        if may_submit(
            principal,
            command_form.command,
            delegation if command_form.command in contributions else activity.owner,
        )
    )


def _may_change_evidence(
    principal: Principal, details: ActivityDetails, evidence: Evidence
) -> bool:
    """Its owner's delegation, and the one that attached it first."""
    first = (
        piece
        for piece in details.evidence
        if piece.id == evidence.id and piece.revision == 1
    )
    delegation = {details.activity.owner, *(piece.by_delegation for piece in first)}
    return any(may_submit(principal, WithdrawEvidence, code) for code in delegation)


def _comment_form(delegations: Options) -> CommandForm:
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


_EXPIRY_FIELD = FormField(
    "expires_on",
    "Counts until",
    FieldKind.DATE,
    optional=True,
    help="After this day it counts no more, a certificate for example",
)
_FILE_FIELD = FormField("file", "File", FieldKind.FILE, help=texts.FILE_HELP)
_ATTACH_FILE = CommandForm(
    AttachEvidence,
    "Evidence: a file",
    "Attach the file",
    (_FILE_FIELD, NOTE_FIELD, _EXPIRY_FIELD),
    new_id_field="evidence_id",
)
_ATTACH_LINK = CommandForm(
    AttachEvidence,
    "Evidence: a link",
    "Attach the link",
    (
        FormField("url", "Address", FieldKind.LINE, max_length=2_000, help="https://…"),
        NOTE_FIELD,
        _EXPIRY_FIELD,
    ),
    new_id_field="evidence_id",
)


def _revision_form(options: Options) -> CommandForm:
    evidence_field = FormField(
        "evidence_id", "Of which evidence", FieldKind.CHOICE, options
    )
    return CommandForm(
        AttachEvidence,
        "Evidence: a newer file",
        "Attach the revision",
        (evidence_field, _FILE_FIELD, NOTE_FIELD, _EXPIRY_FIELD),
    )


def _withdraw_form(options: Options) -> CommandForm:
    return CommandForm(
        WithdrawEvidence,
        "Withdraw evidence",
        "Withdraw the evidence",
        (
            FormField("evidence_id", "Which evidence", FieldKind.CHOICE, options),
            reason_field(),
        ),
    )


def _erase_form(files: Sequence[Evidence]) -> CommandForm:
    file_options = tuple(
        (f"{evidence.id} {evidence.revision}", form_texts.evidence_label(evidence))
        for evidence in files
    )
    shared = tuple(
        form_texts.shared_file_note(evidence)
        for evidence in files
        if evidence.shown_too_by
    )

    def to_command(values: dict[str, object]) -> dict[str, object]:
        id, _, revision = str(values.pop("evidence_id", "")).partition(" ")
        return values | ({"evidence_id": id, "revision": int(revision)} if id else {})

    return CommandForm(
        EraseEvidence,
        "Erase a file",
        "Erase it for ever",
        (
            FormField("evidence_id", "Which file", FieldKind.CHOICE, file_options),
            reason_field(),
        ),
        explanations=(form_texts.ERASE_FILE_NOTE, *shared),
        to_command=to_command,
    )


def _milestone_and_dependency_forms(
    details: ActivityDetails, options: FormOptions
) -> list[CommandForm]:
    to_reach = tuple(
        (milestone.id, f"{milestone.title} ({deadline(milestone.due_on)})")
        for milestone in details.milestones
        if milestone.state == "set"
    )
    milestone_field = FormField(
        "milestone_id", "Which step", FieldKind.CHOICE, to_reach
    )
    command_forms = [
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
        command_forms += [
            CommandForm(
                ReachMilestone,
                "Milestone reached",
                "Record that it is reached",
                (milestone_field,),
            ),
            CommandForm(
                DropMilestone,
                "Drop a milestone",
                "Drop the milestone",
                (milestone_field, reason_field()),
            ),
        ]
    awaited = {activity.id: activity for activity in details.waits_for}
    others = tuple(other for other in options.others if other[0] not in awaited)
    if others:
        command_forms.append(
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
        awaited_options = tuple(
            (id, f"{activity.owner} · {activity.title}")
            for id, activity in awaited.items()
        )
        command_forms.append(
            CommandForm(
                RemoveDependency,
                "Waits no more…",
                "Record that it waits no more",
                (
                    FormField(
                        "on",
                        "Which activity it waited for",
                        FieldKind.CHOICE,
                        awaited_options,
                    ),
                ),
            )
        )
    return command_forms

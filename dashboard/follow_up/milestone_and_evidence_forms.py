"""Forms about a follow-up activity's progress: comments, evidence, milestones and
dependencies.
"""

from collections.abc import Sequence

from bsm_projections.follow_up.activity_details import ActivityDetails
from bsm_projections.follow_up.tables import Activity, Evidence
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
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
from dashboard.follow_up.amendment_forms import FormOptions
from dashboard.follow_up.due_date_texts import deadline
from dashboard.forms import texts
from dashboard.forms.form import Form, Values, allowed_forms
from dashboard.forms.generated_form import form_of, override
from dashboard.forms.submit import may_submit

COMMANDS: frozenset[type[Command]] = frozenset(
    {
        AddDependency,
        AttachEvidence,
        CommentOnActivity,
        DropMilestone,
        EraseEvidence,
        ReachMilestone,
        RemoveDependency,
        SetMilestone,
        WithdrawEvidence,
    }
)
_COMMENT = form_of(
    CommentOnActivity,
    override("text", label="Comment"),
    override("mentions", help="Delegations to notify"),
)
_EXPIRY = override(
    "expires_on",
    label="Valid until",
    help="For a certificate, for example",
)
_FILE = override("file", optional=False, help=texts.FILE_HELP)
_ATTACH_FILE = form_of(
    AttachEvidence, _FILE, _EXPIRY, label="Attach a file", without=("url",)
)
_ATTACH_LINK = form_of(
    AttachEvidence,
    override("url", optional=False, help="https://…"),
    _EXPIRY,
    label="Attach a link",
    without=("file",),
)


def comment_forms(principal: Principal, activity: Activity) -> tuple[Form, ...]:
    """Only the comment form, for people asked to reply."""
    return allowed_forms(principal, activity.owner, _COMMENT)


def evidence_and_milestone_forms(
    principal: Principal, details: ActivityDetails, options: FormOptions
) -> tuple[Form, ...]:
    """The forms for comments, evidence, milestones and dependencies."""
    activity = details.activity
    evidence = tuple(
        (piece.id, form_texts.evidence_label(piece))
        for piece in details.evidence
        if piece.is_latest
        and not piece.is_withdrawn
        and _may_change_evidence(principal, details, piece)
    )
    contributions = [_ATTACH_FILE, _ATTACH_LINK]
    if evidence:
        chosen = override("evidence_id", options=evidence)
        contributions += [
            form_of(
                AttachEvidence,
                chosen,
                _FILE,
                _EXPIRY,
                label="Attach a newer file",
                without=("url",),
            ),
            form_of(WithdrawEvidence, chosen),
        ]
    files = [
        piece
        for piece in details.evidence
        if piece.sha256 is not None and not piece.is_erased
    ]
    steps = _milestone_and_dependency_forms(details, options)
    contributor = activity.owner
    if principal.delegation in activity.partners:
        contributor = principal.delegation or contributor
    return (
        *allowed_forms(principal, activity.owner, _COMMENT),
        *allowed_forms(principal, contributor, *contributions),
        *allowed_forms(
            principal,
            activity.owner,
            *steps,
            *((_erasure_form(files),) if files else ()),
            status=activity.status,
        ),
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


def _erasure_form(files: Sequence[Evidence]) -> Form:
    options = tuple(
        ((evidence.id, evidence.revision), form_texts.evidence_label(evidence))
        for evidence in files
    )
    shared = tuple(
        form_texts.shared_file_note(evidence)
        for evidence in files
        if evidence.shown_too_by
    )

    def adjust(values: Values) -> Values:
        id, revision = values["evidence_id"]
        return values | {"evidence_id": id, "revision": revision}

    return form_of(
        EraseEvidence,
        override("evidence_id", label="File", options=options),
        without=("revision",),
        explanations=(form_texts.ERASE_FILE_NOTE, *shared),
        adjust=adjust,
    )


def _milestone_and_dependency_forms(
    details: ActivityDetails, options: FormOptions
) -> list[Form]:
    milestones = tuple(
        (milestone.id, f"{milestone.title} ({deadline(milestone.due_on)})")
        for milestone in details.milestones
        if milestone.state == "set"
    )
    forms = [form_of(SetMilestone)]
    if milestones:
        milestone = override("milestone_id", options=milestones)
        forms += [form_of(ReachMilestone, milestone), form_of(DropMilestone, milestone)]
    awaited = tuple(
        (activity.id, f"{activity.owner} · {activity.title}")
        for activity in details.waits_for
    )
    others = tuple(other for other in options.others if other not in awaited)
    for command, label, activities in (
        (AddDependency, "Depends on", others),
        (RemoveDependency, "No longer depends on", awaited),
    ):
        if activities:
            forms.append(
                form_of(command, override("on", label=label, options=activities))
            )
    return forms

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
from dashboard.forms.command_form import Field, Kind, Offer, because, only_for
from dashboard.forms.submit import may_ask


def to_comment(
    who: Principal, activity: Activity, delegations: Options
) -> tuple[Offer, ...]:
    """Words alone, for whoever is asked for them."""
    return only_for(who, activity.owner, [_comment(delegations)])


def of_work(who: Principal, details: Details, around: Around) -> tuple[Offer, ...]:
    """Words, evidence, steps on the way, and what it waits for."""
    activity = details.activity
    possible = [_comment(around.delegations)]
    evidence = [one for one in details.evidence if one.is_latest]
    shown = tuple(
        (one.id, texts.evidence(one))
        for one in evidence
        if not one.is_withdrawn and _may_change(who, details, one)
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
    if who.delegation in activity.partners:
        whose = who.delegation or whose
    contributed = (AttachEvidence, WithdrawEvidence)
    return tuple(
        one
        for one in possible
        if may_ask(
            who, one.command, whose if one.command in contributed else activity.owner
        )
    )


def _may_change(who: Principal, details: Details, one: Evidence) -> bool:
    """Its owner's delegation, and the one that attached it first."""
    first = (it for it in details.evidence if it.id == one.id and it.revision == 1)
    whose = {details.activity.owner, *(it.by_delegation for it in first)}
    return any(may_ask(who, WithdrawEvidence, code) for code in whose)


def _comment(delegations: Options) -> Offer:
    return Offer(
        CommentOnActivity,
        "Comment",
        "Put it on record",
        (
            Field("text", "What is to be said", longest=5_000),
            Field(
                "mentions",
                "Whose attention it asks for",
                Kind.SOME,
                delegations,
                True,
            ),
        ),
        new="comment_id",
    )


_UNTIL = Field(
    "expires_on",
    "Counts until",
    Kind.DAY,
    optional=True,
    help="After this day it counts no more, a certificate for example",
)
_FILE = Field("file", "File", Kind.FILE, help=texts.FILES)
_ATTACH_FILE = Offer(
    AttachEvidence,
    "Evidence: a file",
    "Attach the file",
    (_FILE, NOTE, _UNTIL),
    new="evidence_id",
)
_ATTACH_LINK = Offer(
    AttachEvidence,
    "Evidence: a link",
    "Attach the link",
    (
        Field("url", "Address", Kind.LINE, longest=2_000, help="https://…"),
        NOTE,
        _UNTIL,
    ),
    new="evidence_id",
)


def _next_revision(shown: Options) -> Offer:
    which = Field("evidence_id", "Of which evidence", Kind.ONE, shown)
    return Offer(
        AttachEvidence,
        "Evidence: a newer file",
        "Attach the revision",
        (which, _FILE, NOTE, _UNTIL),
    )


def _withdraw_evidence(shown: Options) -> Offer:
    return Offer(
        WithdrawEvidence,
        "Withdraw evidence",
        "Withdraw the evidence",
        (Field("evidence_id", "Which evidence", Kind.ONE, shown), because()),
    )


def _erase_evidence(files: Sequence[Evidence]) -> Offer:
    which = tuple((f"{one.id} {one.revision}", texts.evidence(one)) for one in files)
    shared = tuple(texts.erased_too(one) for one in files if one.shown_too_by)

    def finish(told: dict[str, object]) -> dict[str, object]:
        id, _, revision = str(told.pop("evidence_id", "")).partition(" ")
        return told | ({"evidence_id": id, "revision": int(revision)} if id else {})

    return Offer(
        EraseEvidence,
        "Erase a file",
        "Erase it for ever",
        (Field("evidence_id", "Which file", Kind.ONE, which), because()),
        before=(texts.ERASED_FOR_EVER, *shared),
        finish=finish,
    )


def _steps(details: Details, around: Around) -> list[Offer]:
    to_reach = tuple(
        (one.id, f"{one.title} ({shortly(one.due_on)})")
        for one in details.milestones
        if one.state == "set"
    )
    which = Field("milestone_id", "Which step", Kind.ONE, to_reach)
    possible = [
        Offer(
            SetMilestone,
            "Set a milestone",
            "Set the milestone",
            (
                Field("title", "The step", Kind.LINE, longest=300),
                Field("due_on", "To be reached by", Kind.DAY),
            ),
            new="milestone_id",
        )
    ]
    if to_reach:
        possible += [
            Offer(
                ReachMilestone,
                "Milestone reached",
                "Record that it is reached",
                (which,),
            ),
            Offer(
                DropMilestone,
                "Drop a milestone",
                "Drop the milestone",
                (which, because()),
            ),
        ]
    awaited = {one.id: one for one in details.waits_for}
    others = tuple(one for one in around.others if one[0] not in awaited)
    if others:
        possible.append(
            Offer(
                AddDependency,
                "Waits for…",
                "Record that it waits",
                (Field("on", "Which activity it waits for", Kind.ONE, others),),
            )
        )
    if awaited:
        named = tuple((id, f"{one.owner} · {one.title}") for id, one in awaited.items())
        possible.append(
            Offer(
                RemoveDependency,
                "Waits no more…",
                "Record that it waits no more",
                (Field("on", "Which activity it waited for", Kind.ONE, named),),
            )
        )
    return possible

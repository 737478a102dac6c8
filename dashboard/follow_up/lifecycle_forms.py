"""What may be asked of a follow-up activity, by whom, and with which fields.

Hints, as in `offers`: the single door and the aggregate decide. The life of an activity
is offered wherever it is shown; the work on it (`work_offers`), and what becomes of its
promise (`promise_offers`), where it is open as a whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bsm_domain.follow_up import ActivityStatus
from bsm_projections.follow_up.queries import Activity
from bsm_projections.history.queries import Fact
from bsm_projections.registration.queries import Objective
from bsm_service.access.permissions import Principal
from bsm_service.follow_up.commands import (
    AcceptActivity,
    AgreeActivity,
    BlockActivity,
    ChangeDueDate,
    ConfirmActivity,
    DeclineActivity,
    ProposeActivity,
    ReopenActivity,
    ReportComplete,
    ReportProgress,
    ReturnActivity,
    UnblockActivity,
    WithdrawActivity,
)
from dashboard.forms import texts
from dashboard.forms.command_form import Field, Kind, Offer, because, only_for
from dashboard.forms.submit import may_ask

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Around:
    """What there is to choose from: other open activities, those of them that may be
    merged, delegations (code, then name), later meetings, and the activity's facts.
    """

    others: Options = ()
    mergeable: Options = ()
    delegations: Options = ()
    meetings: Options = ()
    facts: Sequence[Fact] = ()


NOTE = Field("note", "Note", optional=True, longest=5_000)
QUARTER = Field("due_precision", "Until the end of that quarter", Kind.QUARTER)

_AGREE = Offer(AgreeActivity, "Agree", "Record that it is agreed")
_ACCEPT = Offer(AcceptActivity, "Accept", "Accept the activity")
_DECLINE = Offer(
    DeclineActivity,
    "Decline",
    "Decline the activity",
    (because("Why it is not taken on"),),
    before=(texts.DECLINED,),
)
_COMPLETE = Offer(ReportComplete, "Report complete", "Report it complete", (NOTE,))
_CONFIRM = Offer(ConfirmActivity, "Confirm as done", "Confirm that it is done")
_RETURN = Offer(
    ReturnActivity,
    "Return",
    "Return it to its owner",
    (because("What is missing"),),
)
_BLOCK = Offer(
    BlockActivity,
    "Block",
    "Record that it is blocked",
    (Field("blocked_by", "What blocks it", longest=2_000),),
)
_UNBLOCK = Offer(UnblockActivity, "Unblock", "Record that the way is free")
_REOPEN = Offer(ReopenActivity, "Reopen", "Reopen the activity", (because(),))
_WITHDRAW = Offer(WithdrawActivity, "Withdraw", "Withdraw the activity", (because(),))

UNDER_WAY = (ActivityStatus.ACCEPTED, ActivityStatus.IN_PROGRESS)
# What may be split or merged.
_CAN_BLOCK = (ActivityStatus.AGREED, *UNDER_WAY)


def of_life(who: Principal, activity: Activity) -> tuple[Offer, ...]:
    """What may come next of it, the most likely first."""
    status = ActivityStatus(activity.status)
    possible: list[Offer] = []
    if status is ActivityStatus.PROPOSED:
        possible.append(_AGREE)
    if status is ActivityStatus.AGREED:
        possible += [_ACCEPT, _DECLINE]
    if status in UNDER_WAY:
        possible += [_progress(activity), _COMPLETE]
    if status is ActivityStatus.REPORTED_COMPLETE:
        possible += [_CONFIRM, _RETURN]
    if status is ActivityStatus.BLOCKED:
        possible.append(_UNBLOCK)
    if activity.is_open:
        possible.append(due_date(activity))
    if status in _CAN_BLOCK:
        possible.append(_BLOCK)
    if activity.is_open:
        possible.append(_WITHDRAW)
    else:
        possible.append(_REOPEN)
    return only_for(who, activity.owner, possible)


def _progress(activity: Activity) -> Offer:
    return Offer(
        ReportProgress,
        "Report progress",
        "Report",
        (
            Field("percent", "How much is done", Kind.PERCENT, value=activity.percent),
            replace(
                because(f"Why less than {activity.percent} %"), below=activity.percent
            ),
            NOTE,
        ),
    )


def due_date(activity: Activity) -> Offer:
    by_quarter = activity.due_precision == "quarter"
    return Offer(
        ChangeDueDate,
        "Change due date",
        "Change the due date",
        (
            Field("due_on", "New last day", Kind.DAY, value=activity.due_on),
            replace(QUARTER, value=by_quarter),
            because(),
        ),
    )


def to_propose(
    who: Principal,
    meeting_id: str,
    objectives: Sequence[Objective],
    sessions: Options,
    delegations: Sequence[tuple[str, str]],
    due_on: date,
) -> tuple[Offer, ...]:
    """A new activity of a meeting; a focal point proposes for its own delegation.

    `delegations` are codes with names, in the order in which they are offered;
    `sessions` ids with titles.
    """
    owners = tuple(one for one in delegations if may_ask(who, ProposeActivity, one[0]))
    if not owners:
        return ()
    promise = (
        Field("title", "What is to be done", Kind.LINE, longest=300),
        Field("owner", "Who does it", Kind.ONE, owners),
        Field("agency", "Its agency", Kind.LINE, optional=True, longest=300),
        Field("partners", "With whom", Kind.SOME, tuple(delegations), True),
        Field("due_on", "Until when", Kind.DAY, value=due_on),
        QUARTER,
        Field("until_next", texts.UNTIL_NEXT, Kind.CHECK),
    )
    named = tuple((one.id, f"{one.code} · {one.text}") for one in objectives)

    def finish(told: dict[str, object]) -> dict[str, object]:
        return until_next_meeting(told | {"meeting_id": meeting_id})

    origins = (
        ("objective", "objective_id", "Which objective it follows from", named),
        ("session", "session_id", "In which session it was taken on", sessions),
        ("decision", "decision", "Symbol of the decision it carries out", None),
    )
    return tuple(
        Offer(
            ProposeActivity,
            texts.PROPOSED_FROM[kind],
            "Propose",
            (
                promise[0],
                Field(name, label, Kind.LINE, longest=300)
                if options is None
                else Field(name, label, Kind.ONE, options),
                *promise[1:],
            ),
            finish=finish,
        )
        for kind, name, label, options in origins
        if options is None or options
    )


def until_next_meeting(told: dict[str, object]) -> dict[str, object]:
    """Before the next meeting, whose day nobody need know."""
    if told.pop("until_next", None):
        told.pop("due_on", None)
        told["due_precision"] = "next meeting"
    return told

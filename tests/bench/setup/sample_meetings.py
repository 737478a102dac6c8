"""A plausible network of any size: edition after edition, each with its delegates, what
it set out to do, and years of reports on what was promised.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import UUID

from bench.setup.sample_record import CALLERS, CODES, Scene, announce

from bsm_domain.objective import OutcomeKind
from bsm_domain.registration import DelegateFunction
from bsm_service import commands as ask
from bsm_service.clock import utc_now
from bsm_service.commands import Command
from bsm_service.new_ids import new_id

_DELEGATES = 2_000
_LISTS = 2
_OBJECTIVES = 12
_ACTIVITIES = 60
_REPORTS = (5, 15, 30, 45, 60, 75, 90)
_REGISTERED_SINGLY = 100


def grow(scene: Scene, facts: int) -> None:
    """Holds further meetings until the log has about so many facts."""
    edition = 0
    with ThreadPoolExecutor(CALLERS) as callers:

        def together(commands: Iterable[Command]) -> None:
            list(callers.map(scene.do, commands))

        while scene.system.store.position() < facts:
            edition += 1
            _hold(scene, edition, together)


def _hold(
    scene: Scene, edition: int, together: Callable[[Iterable[Command]], None]
) -> None:
    """One meeting and its follow-up: about 9,600 facts."""
    day = date(2027 + edition // 4, 1 + edition % 12, 12)
    meeting = new_id(utc_now())
    announce(scene, meeting, day)
    for _ in range(_LISTS):
        rows = tuple(
            ask.Delegate(delegation=code, function=DelegateFunction.MEMBER)
            for code in (CODES[each % len(CODES)] for each in range(_DELEGATES))
        )
        scene.do(
            ask.RegisterDelegates(meeting_id=meeting, delegates=rows, confirmed=True)
        )
    late = [new_id(utc_now()) for _ in range(_REGISTERED_SINGLY)]
    together(
        ask.NominateDelegate(
            meeting_id=meeting,
            registration_id=id,
            delegation=CODES[at % len(CODES)],
            function=DelegateFunction.ADVISER,
        )
        for at, id in enumerate(late)
    )
    together(ask.ConfirmRegistration(registration_id=id) for id in late)
    _promise(meeting, day, together)


def _promise(
    meeting: UUID, day: date, together: Callable[[Iterable[Command]], None]
) -> None:
    objectives = [new_id(utc_now()) for _ in range(_OBJECTIVES)]
    together(
        ask.SetObjective(
            meeting_id=meeting,
            objective_id=id,
            code=f"O{at + 1}",
            text=f"Share what works at joint border posts, part {at + 1}",
            outcome_kind=OutcomeKind.AGREEMENT,
        )
        for at, id in enumerate(objectives)
    )
    activities = [new_id(utc_now()) for _ in range(_ACTIVITIES)]
    together(
        ask.ProposeActivity(
            activity_id=id,
            objective_id=objectives[at % _OBJECTIVES],
            title=f"Exchange of officers at crossing {at + 1}",
            owner=CODES[at % len(CODES)],
            due_on=day.replace(year=day.year + 1),
        )
        for at, id in enumerate(activities)
    )
    together(ask.AgreeActivity(activity_id=id) for id in activities)
    together(ask.AcceptActivity(activity_id=id) for id in activities)
    for percent in _REPORTS:
        together(
            ask.ReportProgress(activity_id=id, percent=percent) for id in activities
        )
    together(ask.ReportComplete(activity_id=id) for id in activities[: len(CODES)])

"""Somebody acts while what let them in ends: in this process, or in another."""

from collections.abc import Callable
from threading import Event, Thread
from uuid import UUID

from faults.callers import Outcomes, identity, meeting_and_objective
from faults.fault import POSTGRES, SQLITE, Broken, FaultContext, Finding, fault, require
from faults.invariants import check_system
from faults.polling import LONG, wait_until
from systems import do

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_service.access.permissions import Principal
from bsm_service.accounts.administration.accounts import add_account
from bsm_service.application.command import Command
from bsm_service.application.system import System
from bsm_service.follow_up.commands import ProposeActivity

_REFUSED = "not_signed_in"
_LATER = ("store_busy", "store_unavailable", "outcome_unknown")
_THREADS = 4
End = Callable[[System, str, Principal], None]


def _sign_out(system: System, cookie: str, _: Principal) -> None:
    system.identity.sessions.end(cookie)


def _end_mandate(system: System, _: str, principal: Principal) -> None:
    system.identity.mandates.end(
        principal.mandate, actor="command line", reason="moved"
    )


def _close_account(system: System, _: str, principal: Principal) -> None:
    system.identity.accounts.close(principal.account, actor="command line")


_ENDINGS: tuple[End, ...] = (_sign_out, _end_mandate, _close_account)


class Acting:
    """Threads that act in somebody's name until each is told that this has ended."""

    def __init__(self, act: Callable[[int], None], threads: int) -> None:
        self.accepted = 0
        self.ended = Event()
        self.broken: list[BaseException] = []
        self._act = act
        self._threads = [
            Thread(target=self._go_on, args=(number,)) for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def _go_on(self, number: int) -> None:
        try:
            while True:
                had_ended = self.ended.is_set()
                try:
                    self._act(number)
                except DomainError as refusal:
                    if refusal.code == _REFUSED:
                        return
                    require(refusal.code in _LATER, f"refused with {refusal.code}")
                    continue
                require(not had_ended, "something was done for somebody after the end")
                self.accepted += 1
        except BaseException as error:
            self.broken.append(error)

    def join(self) -> None:
        for thread in self._threads:
            thread.join(LONG)
            require(not thread.is_alive(), "somebody goes on although it has ended")
        if self.broken:
            raise Broken(f"{self.broken[0]!r}")


@fault(
    "a right ends while commands under it wait",
    SQLITE,
    POSTGRES,
    invariant="what is asked after the end, in any process, is refused, not recorded",
    rounds=30,
    short=3,
)
def commands_around_the_end(context: FaultContext) -> Finding:
    place, outcomes = context.place(), Outcomes()
    systems = context.system(place), context.system(place)
    _, objective = meeting_and_objective(systems[0])
    accepted = 0
    for number in range(context.rounds):
        cookie, principal = _somebody(systems[0], number)

        def act(thread: int, principal: Principal = principal) -> None:
            system, id = systems[thread % 2], identity(context.random)
            proposal = _promise(id, objective)
            result = do(system, proposal, principal, command_id=id)
            outcomes.record(id, proposal, result.position)

        accepted += _ended_meanwhile(context, systems[1], act, cookie, principal)
    facts = check_system(systems[0], outcomes)
    return Finding(
        f"{context.rounds} sessions, mandates and accounts ended under two processes",
        f"{accepted} commands before an end, 0 after; {facts} facts",
    )


@fault(
    "a session ends while its page acts",
    SQLITE,
    POSTGRES,
    invariant="no account is changed after the end, in whatever process it was",
    rounds=10,
    short=2,
    report_only=[POSTGRES],
)
def accounts_around_the_end(context: FaultContext) -> Finding:
    place = context.place()
    systems = context.system(place), context.system(place)
    accepted = 0
    for number in range(context.rounds):
        cookie, principal = _somebody(systems[0], number)

        def act(thread: int, principal: Principal = principal) -> None:
            name = f"invited {identity(context.random)}"
            add_account(systems[thread % 2], principal, name)

        accepted += _ended_meanwhile(context, systems[1], act, cookie, principal)
    return Finding(
        f"{context.rounds} sessions, mandates and accounts ended under two processes",
        f"{accepted} accounts made before an end, 0 after",
    )


def _somebody(system: System, number: int) -> tuple[str, Principal]:
    cookie = system.identity.start_session(
        f"somebody {number}", Role.SECRETARIAT, None, SignInMethod.TOTP
    )
    principal = system.identity.principal_from_cookie(cookie)
    assert principal is not None
    return cookie, principal


def _promise(id: UUID, objective: UUID) -> Command:
    return ProposeActivity(
        activity_id=id,
        objective_id=objective,
        title="Share the border protocol",
        owner="AT",
        due_on="2999-12-31",
    )


def _ended_meanwhile(
    context: FaultContext,
    system: System,
    act: Callable[[int], None],
    cookie: str,
    principal: Principal,
) -> int:
    """How often somebody could act before the end."""
    acting, enough = Acting(act, _THREADS), context.random.randint(1, 12)
    wait_until(lambda: acting.accepted >= enough or acting.broken, "somebody acts")
    end = context.random.choice(_ENDINGS)
    wait_until(
        lambda: _did(end, system, cookie, principal), "there is a turn to end it"
    )
    acting.ended.set()
    acting.join()
    return acting.accepted


def _did(end: End, system: System, cookie: str, principal: Principal) -> bool:
    """SQLite lets whoever waits pass in no order, so the others may always be first."""
    try:
        end(system, cookie, principal)
    except DomainError as refusal:
        if refusal.code not in _LATER:
            raise
        return False
    return True

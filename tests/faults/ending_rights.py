"""Somebody acts while what let them in ends: in this process, or in another."""

from collections.abc import Callable
from threading import Event, Thread
from uuid import UUID

from faults.fault import POSTGRES, SQLITE, Broken, Finding, Scene, fault, must
from faults.judging import judge_system
from faults.waiting import LONG, until
from faults.writing import Told, identity, subjects
from systems import do

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_service.access.permissions import Principal
from bsm_service.accounts import administration
from bsm_service.application.command import Command
from bsm_service.application.system import System
from bsm_service.follow_up.commands import ProposeActivity

_REFUSED = "not_signed_in"
_LATER = ("store_busy", "store_unavailable", "outcome_unknown")
_THREADS = 4
End = Callable[[System, str, Principal], None]


def _sign_out(system: System, cookie: str, _: Principal) -> None:
    system.identity.end_session(cookie)


def _end_mandate(system: System, _: str, who: Principal) -> None:
    system.identity.mandates.end(who.mandate, actor="command line", reason="moved")


def _close_account(system: System, _: str, who: Principal) -> None:
    system.identity.accounts.close(who.account, actor="command line")


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
                    must(refusal.code in _LATER, f"refused with {refusal.code}")
                    continue
                must(not had_ended, "something was done for somebody after the end")
                self.accepted += 1
        except BaseException as error:
            self.broken.append(error)

    def join(self) -> None:
        for thread in self._threads:
            thread.join(LONG)
            must(not thread.is_alive(), "somebody goes on although it has ended")
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
def commands_around_the_end(here: Scene) -> Finding:
    place, told = here.place(), Told()
    systems = here.system(place), here.system(place)
    _, objective = subjects(systems[0])
    accepted = 0
    for number in range(here.rounds):
        cookie, who = _somebody(systems[0], number)

        def act(thread: int, who: Principal = who) -> None:
            system, id = systems[thread % 2], identity(here.chance)
            promise = _promise(id, objective)
            answer = do(system, promise, who, command_id=id)
            told.hear(id, promise, answer.position)

        accepted += _ended_meanwhile(here, systems[1], act, cookie, who)
    facts = judge_system(systems[0], told)
    return Finding(
        f"{here.rounds} sessions, mandates and accounts ended under two processes",
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
def accounts_around_the_end(here: Scene) -> Finding:
    place = here.place()
    systems = here.system(place), here.system(place)
    accepted = 0
    for number in range(here.rounds):
        cookie, who = _somebody(systems[0], number)

        def act(thread: int, who: Principal = who) -> None:
            name = f"invited {identity(here.chance)}"
            administration.add_account(systems[thread % 2], who, name)

        accepted += _ended_meanwhile(here, systems[1], act, cookie, who)
    return Finding(
        f"{here.rounds} sessions, mandates and accounts ended under two processes",
        f"{accepted} accounts made before an end, 0 after",
    )


def _somebody(system: System, number: int) -> tuple[str, Principal]:
    cookie = system.identity.start_session(
        f"somebody {number}", Role.SECRETARIAT, None, SignInMethod.TOTP
    )
    who = system.identity.principal_from_cookie(cookie)
    assert who is not None
    return cookie, who


def _promise(id: UUID, objective: UUID) -> Command:
    return ProposeActivity(
        activity_id=id,
        objective_id=objective,
        title="Share the border protocol",
        owner="AT",
        due_on="2999-12-31",
    )


def _ended_meanwhile(
    here: Scene,
    system: System,
    act: Callable[[int], None],
    cookie: str,
    who: Principal,
) -> int:
    """How often somebody could act before the end."""
    acting, enough = Acting(act, _THREADS), here.chance.randint(1, 12)
    until(lambda: acting.accepted >= enough or acting.broken, "somebody acts")
    end = here.chance.choice(_ENDINGS)
    until(lambda: _did(end, system, cookie, who), "there is a turn to end it")
    acting.ended.set()
    acting.join()
    return acting.accepted


def _did(end: End, system: System, cookie: str, who: Principal) -> bool:
    """SQLite lets whoever waits pass in no order, so the others may always be first."""
    try:
        end(system, cookie, who)
    except DomainError as refusal:
        if refusal.code not in _LATER:
            raise
        return False
    return True

"""Rights are checked when something happens: whoever was let in before, and has lost
the session, the token, the mandate or the account since, changes and reads nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from threading import Event, Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from raw_database import tamper
from systems import BERLIN_DETAILS, StoryClock, do, enter, until

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.people.queries import participant
from bsm_service.access.permissions import Principal
from bsm_service.accounts.administration.accounts import add_account, link_participant
from bsm_service.accounts.administration.mandates import end_mandate, give_mandate
from bsm_service.application.command import Command
from bsm_service.application.system import System, audience_of
from bsm_service.foundation.refusals import NotSignedIn, StoreUnavailable
from bsm_service.identity import SYSTEM, Account, Mandate, MandateKind
from bsm_service.meetings.commands import AnnounceMeeting
from bsm_service.privacy import retention
from bsm_service.reminders.preferences import PreferencesTable, ReminderPreferences

TODAY = SignInMethod.TOTP


@dataclass
class Office:
    """Somebody acts for the secretariat, and Rosa can end that."""

    system: System
    clock: StoryClock
    cookie: str
    token: str
    principal: Principal

    @property
    def rosa(self) -> str:
        return self.system.identity.accounts.ensure("rosa").id

    def again(self) -> Principal | None:
        return self.system.identity.principal_from_cookie(self.cookie)


@pytest.fixture
def office(system: System, clock: StoryClock) -> Office:
    return office_of(system, clock)


def office_of(system: System, clock: StoryClock) -> Office:
    """Another account each time."""
    identity, name = system.identity, f"anna {len(system.identity.accounts.all())}"
    cookie = identity.start_session(name, Role.SECRETARIAT, None, TODAY)
    token = identity.create_token(name, Role.SECRETARIAT)
    who = identity.principal_from_cookie(cookie)
    assert who is not None
    return Office(system, clock, cookie, token, who)


def signs_out(it: Office) -> None:
    it.system.identity.sessions.end(it.cookie)


def session_is_too_old(it: Office) -> None:
    it.clock.pass_by(timedelta(hours=13))


def session_is_idle(it: Office) -> None:
    it.clock.pass_by(timedelta(minutes=31))


def mandate_is_ended(it: Office) -> None:
    it.system.identity.mandates.end(it.principal.mandate, actor=it.rosa, reason="moved")


def account_is_closed(it: Office) -> None:
    it.system.identity.accounts.close(it.principal.account, actor=it.rosa)


def acts_in_another_role(it: Office) -> None:
    other = it.system.identity.mandates.give(
        it.principal.account, Role.LEADERSHIP, given_by=it.rosa
    )
    it.system.identity.sessions.renew(it.cookie, other)


def session_is_ended_elsewhere(it: Office) -> None:
    it.system.identity.sessions.end_by_id(it.principal.account, it.principal.session)


ENDINGS = [
    signs_out,
    session_is_too_old,
    session_is_idle,
    mandate_is_ended,
    account_is_closed,
    acts_in_another_role,
    session_is_ended_elsewhere,
]


def announce() -> Command:
    """A meeting without a number, as often as one likes."""
    details = BERLIN_DETAILS.model_copy(update={"edition": None})
    return AnnounceMeeting(meeting_id=uuid4(), details=details)


def test_a_command_of_somebody_whose_rights_have_ended_is_refused(
    system: System, clock: StoryClock
):
    for end in ENDINGS:
        refuses_commands(office_of(system, clock), end)


def refuses_commands(office: Office, end: Callable[[Office], None]) -> None:
    do(office.system, announce(), office.principal)
    repeated = uuid4()
    do(office.system, command := announce(), office.principal, command_id=repeated)
    size = office.system.store.position()

    end(office)

    with pytest.raises(NotSignedIn, match="has ended, so nothing was done"):
        do(office.system, announce(), office.principal)
    with pytest.raises(NotSignedIn):  # a first answer, too, is for nobody any more
        do(office.system, command, office.principal, command_id=repeated)
    assert office.system.store.position() == size


def test_whose_rights_have_ended_changes_no_account_and_reads_nobody(
    system: System, clock: StoryClock
):
    person = enter(system)
    system.engine.catch_up()
    bruno = system.identity.accounts.create("bruno")
    mandate = system.identity.mandates.give(
        bruno.id, Role.FOCAL_POINT, "AT", given_by="command line"
    )
    for end in ENDINGS:
        changes_no_account(office_of(system, clock), end, person, bruno, mandate)


def changes_no_account(
    office: Office,
    end: Callable[[Office], None],
    person: UUID,
    bruno: Account,
    held: Mandate,
) -> None:
    system, who = office.system, office.principal
    with system.read(system.now(), audience_of(who)) as context:
        eva = participant(context, str(person))
    assert eva is not None
    end(office)
    before = account_rows(system)

    for doing in (
        lambda: add_account(system, who, "mallory"),
        lambda: link_participant(system, who, bruno.id, person),
        lambda: give_mandate(system, who, bruno.id, Role.FOCAL_POINT, "IT"),
        lambda: end_mandate(system, who, held.id, "no more"),
        lambda: PreferencesTable(system.identity.account_database).save(
            who.account, ReminderPreferences(), by=who
        ),
        lambda: retention.confirm_proposals(
            system, who, [], reason="over", now=office.clock.time
        ),
        lambda: system.personal_data.search(who, "eva"),
        lambda: system.personal_data.open(
            who, [eva], [PersonalGroup.NAME], purpose="looking", place="People"
        ),
    ):
        with pytest.raises(NotSignedIn):
            doing()
    assert account_rows(system) == before


def account_rows(system: System) -> list[Any]:
    """What is on record of accounts and of who read whom."""
    of = [
        tuple(row)
        for table in ("accounts", "mandates", "account_events", "one_time_secrets")
        for row in system.identity.account_database.rows(
            f"SELECT * FROM {table} ORDER BY 1"
        )
    ]
    with system.vault.database.connection() as connection:
        read = connection.execute("SELECT count(*) FROM readings").fetchone()[0]
    return [*of, read]


def test_a_closed_administrator_makes_no_other_administrator(
    system: System, clock: StoryClock
):
    """Found by attacking the product: an open page of Administration did it."""
    identity = system.identity
    cookie = identity.start_session("rosa", Role.ADMINISTRATOR, None, TODAY)
    rosa = identity.principal_from_cookie(cookie)
    mallory = identity.accounts.create("mallory")
    assert rosa is not None
    identity.accounts.close(rosa.account, actor="command line")

    with pytest.raises(NotSignedIn):
        give_mandate(system, rosa, mallory.id, Role.ADMINISTRATOR)

    assert identity.mandates.all_of(mallory.id) == ()


def test_a_token_that_was_revoked_meanwhile_records_nothing(office: Office):
    identity = office.system.identity
    who = identity.principal_from_token(office.token)
    assert who is not None
    do(office.system, announce(), who)

    identity.tokens.revoke(who.account, who.token)

    with pytest.raises(NotSignedIn, match="your token has ended"):
        do(office.system, announce(), who)


def test_a_stand_in_loses_the_right_with_whom_they_stand_in_for(
    system: System, clock: StoryClock
):
    identity = system.identity
    anna, bruno = identity.accounts.create("anna"), identity.accounts.create("bruno")
    seat = identity.mandates.give(anna.id, Role.SECRETARIAT, given_by="command line")
    identity.mandates.give(
        bruno.id,
        Role.SECRETARIAT,
        kind=MandateKind.STAND_IN,
        stands_in_for=anna.id,
        until=clock.time + timedelta(days=2),
        given_by="command line",
    )
    who = identity.principal_for(bruno.id, Role.SECRETARIAT)
    do(system, announce(), who)

    identity.mandates.end(seat.id, actor="command line", reason="moved")

    with pytest.raises(NotSignedIn):
        do(system, announce(), who)


def test_what_ends_by_itself_needs_no_change(system: System, clock: StoryClock):
    identity = system.identity
    anna = identity.accounts.create("anna")
    identity.mandates.give(
        anna.id,
        Role.SECRETARIAT,
        until=clock.time + timedelta(days=1),
        given_by="command line",
    )
    who = identity.principal_for(anna.id, Role.SECRETARIAT)
    do(system, announce(), who)

    clock.pass_by(timedelta(days=1))

    with pytest.raises(NotSignedIn, match="mandate for this role has ended"):
        do(system, announce(), who)


def test_others_go_on_when_somebody_loses_a_right(office: Office):
    identity = office.system.identity
    identity.sessions.end(
        identity.start_session("bruno", Role.SECRETARIAT, None, TODAY)
    )

    do(office.system, announce(), office.principal)

    assert identity.rights.version() != office.principal.rights_version


def test_somebody_whom_nothing_let_in_asks_for_nothing(office: Office):
    """Only the product itself acts without a session, a token or a mandate."""
    nobody = replace(office.principal, mandate="", session="")

    with pytest.raises(NotSignedIn):
        do(office.system, announce(), nobody)
    office.system.identity.rights.require_current(SYSTEM)


def test_a_command_that_waits_for_its_turn_is_refused_if_its_right_ends_meanwhile(
    system: System, clock: StoryClock
):
    for end in ENDINGS:
        waits_in_vain(office_of(system, clock), end)


def waits_in_vain(office: Office, end: Callable[[Office], None]) -> None:
    system = office.system
    held, go_on, told = Event(), Event(), []

    def hold(_: Any) -> None:
        held.set()
        assert go_on.wait(60)

    def asks() -> None:
        try:
            told.append(do(system, announce(), office.principal))
        except DomainError as refusal:
            told.append(refusal)

    holder, waiting = (
        Thread(target=system.store.run_in_transaction, args=(hold,)),
        Thread(target=asks),
    )
    holder.start()
    assert held.wait(60)
    waiting.start()
    until(lambda: bool(system.store._group_commit._queue))
    size = system.store.position()

    end(office)
    go_on.set()
    holder.join()
    waiting.join()

    assert [type(error) for error in told] == [NotSignedIn]
    assert system.store.position() == size


def test_of_a_right_and_its_end_at_once_one_comes_first(
    system: System, another: System
):
    """Two processes: either the account was added, or the mandate had ended."""
    identity = system.identity
    cookie = identity.start_session("anna", Role.SECRETARIAT, None, TODAY)
    who = another.identity.principal_from_cookie(cookie)
    assert who is not None
    identity.mandates.end(who.mandate, actor="command line", reason="moved")

    with pytest.raises(NotSignedIn):
        add_account(another, who, "mallory")
    with pytest.raises(NotSignedIn):
        do(another, announce(), who)


@pytest.mark.parametrize(
    ("statement", "rows"),
    [("DELETE FROM rights", 0), ("INSERT INTO rights VALUES (999)", 2)],
)
def test_rights_without_one_version_are_refused_in_words(
    office: Office, statement: str, rows: int
):
    place = office.system.place
    [before] = office.system.identity.account_database.rows(
        "SELECT version FROM rights"
    )
    tamper(place, statement, database="service")
    try:
        with pytest.raises(StoreUnavailable, match=f"has {rows} rows instead of one"):
            office.system.identity.rights.version()
        with pytest.raises(StoreUnavailable, match=f"has {rows} rows instead of one"):
            enter(office.system, by=office.principal)
    finally:
        tamper(
            place,
            "INSERT INTO rights VALUES (-1)",
            "DELETE FROM rights",
            f"INSERT INTO rights VALUES ({before['version']})",
            database="service",
        )

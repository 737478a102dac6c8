"""A clock that jumps must not spoil recorded times: nothing is recorded meanwhile."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from service.http_api.http_examples import Served
from systems import BERLIN_DETAILS, SECRETARIAT, announce_berlin, do
from typer.testing import CliRunner, Result

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_projections.databases import Place
from bsm_service.application.command import EstablishNetwork
from bsm_service.application.system import System
from bsm_service.assembly.bootstrap import open_system
from bsm_service.assembly.command_line import app
from bsm_service.foundation import clock as foundation_clock
from bsm_service.foundation.clock import (
    ClockWatch,
    read_trusted_clock,
    trust_clock,
)
from bsm_service.foundation.identifiers import new_id
from bsm_service.foundation.refusals import ClockJumped, SecretRefused
from bsm_service.identity import SYSTEM
from bsm_service.identity.credentials.one_time_secrets import SecretPurpose
from bsm_service.meetings.commands import AnnounceMeeting
from bsm_service.privacy.retention import erase_proposals
from bsm_service.reminders.scheduler import ReminderScheduler
from bsm_service.reminders.smtp_mailer import MailSettings
from bsm_service.settings.settings import Settings, SignInMode

DAY = timedelta(days=1)
STARTED = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class Machine:
    """A clock that can be set, and one that cannot."""

    def __init__(self) -> None:
        self.says, self.passed = STARTED, 0.0

    def clock(self) -> datetime:
        return self.says

    def since_boot(self) -> float:
        return self.passed

    def pass_by(self, interval: timedelta) -> None:
        self.says += interval
        self.passed += interval.total_seconds()

    def jump(self, by: timedelta) -> None:
        self.says += by

    def restart(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        """Switched off and on again."""
        self.passed = 0.0
        boot = folder / "boot"
        boot.write_text(f"{id(boot)}")
        monkeypatch.setattr(foundation_clock, "_BOOT_ID", boot)

    def opened(self, place: Place, *, established: bool = True) -> System:
        system = open_system(place, clock=self.clock, since_boot=self.since_boot)
        if established:
            system.establish_network()
        return system


@pytest.fixture(autouse=True)
def the_products_own_rule(
    longest_pause: timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foundation_clock, "MAX_PAUSE", longest_pause)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """On SQLite alone: no database has a part in this."""
    return Place(tmp_path / "data")


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def system(place: Place, machine: Machine) -> Iterator[System]:
    system = machine.opened(place)
    yield system
    system.close()


def refusal(system: System) -> str:
    with pytest.raises(ClockJumped) as refused:
        announce_berlin(system, open_registration=False)
    assert refused.value.code == "clock_jumped"
    return str(refused.value)


def records(system: System) -> bool:
    before = system.store.position()
    announce_berlin(system, open_registration=False)
    return system.store.position() > before


def bsm(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_a_clock_that_jumps_ahead_stops_writing_until_it_is_right_again(
    system: System, machine: Machine
):
    machine.pass_by(DAY)
    before = system.store.position()
    machine.jump(3_652 * DAY)

    assert "3,652 days ahead of the time that has actually passed" in refusal(system)
    assert "bsm confirm-clock" in (system.store.alarm or "")
    assert system.store.position() == before
    assert system.now().position == before  # people read on

    machine.jump(-3_652 * DAY)
    assert system.store.alarm is None
    assert records(system)
    assert system.store.recorded_at(system.store.position()) == STARTED + DAY


@pytest.mark.parametrize(
    ("change", "stops"),
    [
        ("jump", {"minutes": 59}),
        ("jump", {"minutes": 61}),
        ("jump", {"minutes": -59}),
        ("jump", {"minutes": -61}),
        # A laptop that slept for a year: both clocks went on.
        ("pass_by", {"days": 365}),
    ],
)
def test_only_a_jump_of_more_than_an_hour_stops_writing(
    machine: Machine, tmp_path: Path, change: str, stops: dict[str, int]
):
    watch = ClockWatch(
        tmp_path, None, real=machine.clock, since_boot=machine.since_boot
    )
    getattr(machine, change)(timedelta(**stops))

    jumped = change == "jump" and abs(timedelta(**stops)) > timedelta(hours=1)
    assert (watch.alarm() is not None) == jumped


def test_a_person_confirms_the_clock_for_every_process_of_the_folder(
    system: System, place: Place, machine: Machine
):
    another = machine.opened(place)
    machine.jump(2 * DAY)
    late = machine.opened(place)  # one that starts after the jump knows of it too
    processes = (system, another, late)
    assert all("2 days ahead" in refusal(process) for process in processes)

    trust_clock(place.folder, real=machine.clock, since_boot=machine.since_boot)

    assert all(
        process.store.alarm is None and records(process) for process in processes
    )
    machine.jump(DAY)  # the next jump is another
    assert all("24.0 hours ahead" in refusal(process) for process in processes)
    for process in (another, late):
        process.close()


def test_a_process_that_starts_confirms_nothing_for_others(
    system: System, place: Place, machine: Machine, monkeypatch: pytest.MonkeyPatch
):
    """Given a system that does not tell one run of the machine from another."""
    monkeypatch.setattr(foundation_clock, "_BOOT_ID", place.folder / "nowhere")
    trust_clock(place.folder, real=machine.clock, since_boot=machine.since_boot)
    machine.jump(2 * DAY)
    refusal(system)

    machine.opened(place).close()

    refusal(system)


def test_a_clock_long_after_the_last_entry_asks_at_the_start(
    system: System,
    place: Place,
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
):
    records(system)
    machine.restart(monkeypatch, tmp_path)
    machine.says += 401 * DAY
    later = machine.opened(place)

    assert "401 days after the last entry (2026-03-02 08:00 UTC)" in refusal(later)
    assert later.now().position == later.store.position()
    machine.jump(-2 * DAY)
    assert records(later)  # the clock is right again

    machine.jump(2 * DAY)
    trust_clock(place.folder, real=machine.clock, since_boot=machine.since_boot)
    assert records(later)
    machine.restart(monkeypatch, tmp_path)
    again = machine.opened(place)
    assert records(again)
    for process in (later, again):
        process.close()


def test_a_clock_behind_the_last_entry_is_believed_once_it_is_set_right(
    system: System,
    place: Place,
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
):
    """A machine whose clock starts at 1970 until the network tells it the time."""
    records(system)
    machine.restart(monkeypatch, tmp_path)
    right, machine.says = machine.says, datetime(1970, 1, 1, tzinfo=UTC)
    early = machine.opened(place)

    assert records(early)
    machine.says = right + DAY
    assert records(early)
    machine.jump(DAY)
    refusal(early)
    early.close()


def test_who_repeats_a_recorded_command_is_answered(system: System, machine: Machine):
    command = AnnounceMeeting(meeting_id=new_id(STARTED), details=BERLIN_DETAILS)
    id = new_id(STARTED)
    first = do(system, command, SECRETARIAT, command_id=id)
    machine.jump(365 * DAY)

    assert do(system, command, SECRETARIAT, command_id=id) == first


def test_signing_in_goes_on_and_rights_do_not_change(system: System, machine: Machine):
    identity = system.identity
    account = identity.accounts.create("Anna")
    mandate = identity.mandates.give(account.id, Role.LEADERSHIP, given_by="test")
    machine.jump(3_652 * DAY)

    cookie = identity.sessions.start(account.id, mandate, SignInMethod.PASSWORD)
    assert identity.principal_from_cookie(cookie) is not None
    for change in (
        lambda: identity.mandates.give(account.id, Role.CHAIR, given_by="test"),
        lambda: identity.mandates.end(mandate.id, actor="test", reason="over"),
        lambda: identity.accounts.create("Bert"),
        lambda: identity.accounts.close(account.id),
        lambda: identity.tokens.create(account.id, mandate.id, "figures"),
    ):
        with pytest.raises(DomainError) as refused:
            change()
        assert refused.value.code == "clock_jumped"

    machine.jump(-3_652 * DAY)
    # A session of the wrong time would go on for ten years.
    assert identity.principal_from_cookie(cookie) is None
    assert identity.sessions.list_for(account.id) == ()
    assert identity.mandates.current_of(account.id) == (mandate,)


def test_a_secret_of_the_wrong_time_is_not_good_for_years(
    system: System, machine: Machine
):
    machine.jump(3_652 * DAY)
    secret = system.identity.first_administrator_secret() or ""
    system.identity.one_time_secrets.check(SecretPurpose.FIRST_ADMINISTRATOR, secret)
    machine.jump(-3_652 * DAY)

    for use in (
        system.identity.one_time_secrets.check,
        system.identity.one_time_secrets.use,
    ):
        with pytest.raises(SecretRefused):
            use(SecretPurpose.FIRST_ADMINISTRATOR, secret)


def test_who_failed_to_sign_in_does_not_wait_for_years(
    system: System, machine: Machine
):
    machine.jump(3_652 * DAY)
    for _ in range(5):
        system.identity.login_throttle.record_failure(["anna", "192.0.2.1"])
    machine.jump(-3_652 * DAY)

    assert (
        0 < system.identity.login_throttle.seconds_to_wait(["anna", "192.0.2.1"]) <= 60
    )


def test_nobody_is_reminded_and_nothing_let_go_by_a_wrong_clock(
    system: System, machine: Machine
):
    machine.jump(3_652 * DAY)

    with pytest.raises(ClockJumped):
        ReminderScheduler(system, MailSettings()).run_once()
    with pytest.raises(ClockJumped):
        erase_proposals(system, SECRETARIAT, [], reason="over", now=machine.says)


def test_whoever_looks_after_the_server_is_told(system: System, machine: Machine):
    served = Served(system, Settings(sign_in=SignInMode.ACCOUNTS))
    client = served.anybody
    assert client.get("/api/v1/health/ready").status_code == 200
    machine.jump(DAY)
    ready = client.get("/api/v1/health/ready")
    health = client.get("/api/v1/health").json()

    assert ready.status_code == 503
    assert "24.0 hours ahead" in ready.json()["detail"]
    assert health["status"] == "alarm"


def test_a_demonstration_may_lie_for_years(
    place: Place, machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    system = machine.opened(place, established=False)
    command = EstablishNetwork(
        network_id=new_id(STARTED), name="The story", demonstration=True
    )
    do(system, command, SYSTEM)
    system.close()
    machine.restart(monkeypatch, tmp_path)
    machine.says += 1_000 * DAY
    again = machine.opened(place, established=False)
    machine.jump(DAY)

    assert again.store.alarm is None
    again.close()


def test_a_clock_of_a_story_is_not_watched(place: Place, machine: Machine):
    system = open_system(place, clock=machine.clock)
    system.establish_network()
    machine.jump(9_999 * DAY)

    assert records(system)
    assert read_trusted_clock(place.folder) is None
    system.close()


def test_the_command_line_confirms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Given a record whose last entry is old, by the clock of this machine."""
    machine = Machine()
    machine.says = datetime(2016, 1, 4, tzinfo=UTC)
    machine.opened(Place(tmp_path)).close()
    machine.restart(monkeypatch, tmp_path)

    status = json.loads(bsm("status", "--data", tmp_path, "--json").stdout)
    assert "after the last entry (2016-01-04" in status["alarm"]
    added = bsm("user", "add", "Anna", "--data", tmp_path, "--json")
    assert json.loads(added.stderr)["code"] == "clock_jumped"
    result = bsm("confirm-clock", "--data", tmp_path)
    assert result.exit_code == 1
    assert "The last entry was recorded at 2016-01-04" in result.stdout
    confirmed = bsm("confirm-clock", "--data", tmp_path, "--yes", "--json")
    assert confirmed.exit_code == 0, confirmed.output
    assert json.loads(confirmed.stdout)["confirmed"] is True
    status = json.loads(bsm("status", "--data", tmp_path, "--json").stdout)
    assert status["alarm"] is None
    assert bsm("user", "add", "Anna", "--data", tmp_path).exit_code == 0


def test_a_damaged_note_is_no_note(tmp_path: Path, machine: Machine):
    (tmp_path / "clock.json").write_text("{")
    watch = ClockWatch(
        tmp_path, None, real=machine.clock, since_boot=machine.since_boot
    )

    assert watch() == STARTED
    assert read_trusted_clock(tmp_path) is not None

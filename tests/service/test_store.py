import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from examples import MEETING, header
from systems import (
    AUSTRIA,
    BERLIN_DETAILS,
    SECRETARIAT,
    START,
    StoryClock,
    announce_berlin,
    at_once,
    audit_log,
    confirm,
    do,
    log_rows,
    nominate,
    system_in,
)

from bsm_domain.errors import AlreadyExists, Conflict, InvalidTransition, NotFound
from bsm_domain.meeting import Meeting, MeetingAnnounced
from bsm_domain.seat_ledger import SeatLedger, ledger_id
from bsm_service import commands as ask
from bsm_service.bootstrap import System
from bsm_service.log_recorder import LogRecorder, refusal_of
from bsm_service.merkle import Frontier, leaf_hash, leaf_text, tree_root
from bsm_service.refusals import (
    CommandIdReused,
    NoNetwork,
    NoSuchMoment,
    StaleVersion,
    StoreBusy,
    StoreUnavailable,
)
from bsm_service.store import Store
from bsm_service.turn import Turn
from bsm_service.writer_turn import Ticket

TABLES = ("stored_events", "leaves", "frontiers", "command_answers", "log_header")


@pytest.fixture
def clock() -> StoryClock:
    return StoryClock()


@pytest.fixture
def system(tmp_path: Path, clock: StoryClock) -> Iterator[System]:
    system = system_in(tmp_path, clock=clock)
    yield system
    system.close()


@pytest.fixture
def another(tmp_path: Path, system: System, clock: StoryClock) -> Iterator[System]:
    """The same folder, as another process would open it."""
    another = system_in(tmp_path, clock=clock)
    yield another
    another.close()


def announced(id: UUID, version: int = 1) -> MeetingAnnounced:
    return MeetingAnnounced(**header(version, id), details=BERLIN_DETAILS)


def storing(*facts: MeetingAnnounced) -> Callable[[Turn], str]:
    return lambda turn: turn.save(facts, None, str)


# The log


def test_positions_are_dense_and_every_leaf_and_frontier_is_right(
    system: System, tmp_path: Path
):
    confirm(system, nominate(system, announce_berlin(system)))

    assert audit_log(tmp_path) == system.store.position() == 8


def test_the_tree_is_that_of_the_stored_rows(system: System, tmp_path: Path):
    announce_berlin(system)
    leaves = [
        leaf_hash(leaf_text("example.org/bsm", UUID(stream), version, name, state))
        for stream, version, name, state in log_rows(
            tmp_path,
            "SELECT originator_id, originator_version, topic, state FROM leaves "
            "JOIN stored_events USING (originator_id, originator_version) "
            "ORDER BY position",
        )
    ]

    for size, hashes in log_rows(tmp_path, "SELECT size, hashes FROM frontiers"):
        frontier = Frontier.from_bytes(hashes)
        assert frontier.size == size
        assert frontier.root() == tree_root(leaves[:size])


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("verb", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_nothing_in_the_log_is_changed_or_taken_out(
    system: System, tmp_path: Path, table: str, verb: str
):
    [[column]] = log_rows(
        tmp_path, f"SELECT name FROM pragma_table_info('{table}') LIMIT 1"
    )
    with (
        closing(sqlite3.connect(tmp_path / "log.db")) as connection,
        pytest.raises(sqlite3.IntegrityError, match=f"{table} is append-only"),
    ):
        connection.execute(verb.format(table, column, column))


def test_a_log_is_named_once_for_ever(tmp_path: Path):
    first = Store(str(tmp_path / "log.db"))
    second = Store(str(tmp_path / "log.db"), origin="example.org/another")

    assert first.origin.startswith("localhost/bsm/")
    assert second.origin == first.origin
    first.close()
    second.close()


def test_many_may_make_the_same_log_at_once(tmp_path: Path):
    answers = at_once([lambda: Store(str(tmp_path / "log.db"))] * 8)

    # SQLite does not wait where two switch a new file to its write-ahead log.
    assert {type(answer) for answer in answers} <= {Store, StoreBusy}
    stores = [answer for answer in answers if isinstance(answer, Store)]
    assert len({store.origin for store in stores}) == 1
    for store in stores:
        store.close()


def test_a_log_is_made_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as dying:
        dying.setattr(LogRecorder, "create_table", _make_and_die)
        with pytest.raises(Interrupted):
            Store(str(tmp_path / "log.db"))

    store = Store(str(tmp_path / "log.db"), origin="example.org/bsm")
    assert (store.origin, store.position()) == ("example.org/bsm", 0)
    store.close()


class Interrupted(BaseException):
    """As when the process is ended in the middle."""


def _make_and_die(recorder: LogRecorder) -> None:
    super(LogRecorder, recorder).create_table()
    raise Interrupted


def test_two_processes_continue_one_anothers_log(
    system: System, another: System, tmp_path: Path
):
    meeting = announce_berlin(system)
    for each in (another, system, another, another, system):
        confirm(each, nominate(each, meeting, "IT" if each is another else "AT"))

    assert system.store.position() == another.store.position()
    assert audit_log(tmp_path) == another.store.position()


def test_two_processes_write_at_once(system: System, another: System, tmp_path: Path):
    meeting = announce_berlin(system)

    answers = at_once(
        [lambda each=each: nominate(each, meeting) for each in [system, another] * 8]
    )

    assert [type(answer) for answer in answers] == [UUID] * 16
    assert audit_log(tmp_path) == 5 + 16


# The same command again


def test_a_repeated_command_is_answered_with_the_first_answer(
    system: System, another: System
):
    command = ask.AnnounceMeeting(meeting_id=MEETING, details=BERLIN_DETAILS)
    id = uuid4()
    first = do(system, command, command_id=id)
    announce_berlin(system)
    size = system.store.position()

    assert do(system, command, command_id=id) == first
    assert do(another, command, command_id=id) == first
    assert system.store.position() == size


def test_a_command_that_many_repeat_at_once_is_stored_once(system: System):
    command = ask.AnnounceMeeting(meeting_id=MEETING, details=BERLIN_DETAILS)
    id = uuid4()

    answers = at_once([lambda: do(system, command, command_id=id)] * 16)

    assert answers == [answers[0]] * 16
    assert system.store.position() == answers[0].position == 2


def test_a_command_id_is_not_used_for_another_request(system: System):
    meeting = announce_berlin(system)
    id = uuid4()
    command = ask.CloseRegistration(meeting_id=meeting)
    do(system, command, command_id=id)

    with pytest.raises(CommandIdReused, match="was used for another request"):
        do(system, ask.OpenMeeting(meeting_id=meeting), command_id=id)
    with pytest.raises(CommandIdReused):
        do(system, command, command_id=id, expected_version=3)


def test_a_command_id_is_its_accounts_own(system: System):
    meeting = announce_berlin(system)
    id = uuid4()
    for by in (SECRETARIAT, AUSTRIA):
        command = ask.NominateDelegate(
            meeting_id=meeting,
            registration_id=uuid4(),
            delegation="AT",
            function="member",
        )
        assert do(system, command, by, command_id=id).version == 1


def test_a_refused_command_stores_nothing_and_leaves_its_id_free(
    system: System, tmp_path: Path
):
    meeting = announce_berlin(system)
    id, size = uuid4(), system.store.position()
    answers = log_rows(tmp_path, "SELECT count(*) FROM command_answers")

    with pytest.raises(InvalidTransition):
        do(system, ask.OpenMeeting(meeting_id=meeting), command_id=id)

    assert system.store.position() == size
    assert log_rows(tmp_path, "SELECT count(*) FROM command_answers") == answers
    do(system, ask.CloseRegistration(meeting_id=meeting), command_id=id)


def test_the_first_fact_establishes_the_network(tmp_path: Path):
    system = system_in(tmp_path, established=False)

    with pytest.raises(NoNetwork, match="its first fact must establish"):
        announce_berlin(system)

    system.establish()
    system.establish()
    assert system.store.position() == 1
    system.close()


def test_what_is_not_on_record_cannot_be_changed(system: System):
    with pytest.raises(NotFound, match=f"no meeting {MEETING} is on record"):
        do(system, ask.OpenMeeting(meeting_id=MEETING))


def test_an_identity_that_is_taken_is_refused(system: System):
    meeting = announce_berlin(system)

    with pytest.raises(AlreadyExists, match="is on record already"):
        do(system, ask.AnnounceMeeting(meeting_id=meeting, details=BERLIN_DETAILS))


def test_an_identity_of_another_kind_is_not_found(system: System):
    meeting = announce_berlin(system)

    with pytest.raises(NotFound, match="no registration"):
        confirm(system, meeting)
    with pytest.raises(NotFound, match="no meeting"):
        do(system, ask.OpenMeeting(meeting_id=nominate(system, meeting)))
    with pytest.raises(NotFound, match="no meeting"):
        do(system, ask.OpenMeeting(meeting_id=ledger_id(meeting)))


def test_a_stale_version_is_a_conflict_told_as_such(system: System):
    meeting = announce_berlin(system)
    close = ask.CloseRegistration(meeting_id=meeting)

    with pytest.raises(StaleVersion, match="the meeting is at version 3, not 2"):
        do(system, close, expected_version=2)

    assert do(system, close, expected_version=3).version == 4


# One turn, several commands


def test_the_facts_of_one_command_are_stored_all_or_none(
    system: System, tmp_path: Path
):
    before, between, after = uuid4(), uuid4(), uuid4()
    size = system.store.position()
    tickets = [
        Ticket(storing(announced(before))),
        Ticket(storing(announced(between), announced(before))),
        Ticket(storing(announced(after))),
    ]

    system.store._hold(tickets)

    assert (tickets[0].result(), tickets[2].result()) == (str(size + 1), str(size + 2))
    with pytest.raises(Conflict, match="someone else changed the same thing first"):
        tickets[1].result()
    assert system.store.fold(Meeting, between) is None
    assert audit_log(tmp_path) == size + 2


def test_a_command_sees_what_an_earlier_one_of_the_same_turn_stored(system: System):
    found = []
    tickets = [
        Ticket(storing(announced(MEETING))),
        Ticket(lambda turn: found.append(turn.find(Meeting, MEETING))),
    ]

    system.store._hold(tickets)

    assert [meeting.version for meeting in found] == [1]


def test_a_turn_that_is_not_committed_leaves_no_trace(system: System, tmp_path: Path):
    def trip(turn: Turn) -> str:
        assert turn.find(Meeting, MEETING) is not None
        raise sqlite3.OperationalError("disk I/O error")

    size = system.store.position()
    with pytest.raises(StoreUnavailable, match="disk I/O error; nothing was stored"):
        system.store._hold([Ticket(storing(announced(MEETING))), Ticket(trip)])

    assert system.store.kept == {}
    assert system.store.fold(Meeting, MEETING) is None
    system.store.run(storing(announced(MEETING)))
    assert audit_log(tmp_path) == size + 1


def test_an_error_of_our_own_fails_its_own_caller_only(system: System):
    def trip(turn: Turn) -> str:
        raise ZeroDivisionError

    tickets = [Ticket(trip), Ticket(storing(announced(MEETING)))]
    system.store._hold(tickets)

    with pytest.raises(ZeroDivisionError):
        tickets[0].result()
    assert tickets[1].result() == "2"


def test_commits_are_rung_with_the_new_position(system: System):
    rung: list[int] = []
    system.store.on_commit(rung.append)

    system.store.run(lambda turn: None)
    system.store.run(storing(announced(MEETING)))

    assert rung == [2]


# What is kept in memory


def test_meetings_and_ledgers_are_kept_and_right_after_another_process_wrote(
    system: System, another: System
):
    meeting = announce_berlin(system)
    for each in (system, another, system, another, system):
        confirm(each, nominate(each, meeting, "AT" if each is system else "IT"))
        for kind, id in ((Meeting, meeting), (SeatLedger, ledger_id(meeting))):
            assert each.store.kept[id] == each.store.fold(kind, id)

    ledger = system.store.kept[ledger_id(meeting)]
    assert isinstance(ledger, SeatLedger)
    assert ledger.taken == {"AT": 3, "IT": 2}


def test_a_thing_can_be_seen_at_an_earlier_version(system: System):
    meeting = announce_berlin(system)

    versions = [
        system.store.fold(Meeting, meeting, version=version) for version in (1, 2, 3)
    ]

    assert [each.version for each in versions if each] == [1, 2, 3]
    assert [each.capacity for each in versions if each] == [0, 0, 100]


# Time


def test_recorded_time_never_runs_backwards(
    system: System, another: System, clock: StoryClock
):
    for each, step in ((system, 5), (another, -60), (system, 1), (system, 90)):
        clock.pass_by(timedelta(minutes=step))
        announce_berlin(each)

    times = [system.store.recorded_at(at) for at in range(1, 18)]
    assert times == sorted(times)
    assert times[0] == START
    assert set(times) == {START + timedelta(minutes=step) for step in (0, 5, 36)}


def test_a_moment_leads_to_the_last_position_recorded_by_then(
    system: System, clock: StoryClock
):
    for _ in range(3):
        clock.pass_by(timedelta(hours=1))
        announce_berlin(system, open_registration=False)
    at = system.store.position_at
    instant = timedelta(microseconds=1)

    assert at(START - instant) == 0
    assert at(START) == 1
    assert [at(START + timedelta(hours=hour)) for hour in (1, 2, 3)] == [3, 5, 7]
    assert at(START + timedelta(hours=2) - instant) == 3
    assert at(START + timedelta(days=999)) == 7


def test_steps_go_by_command_never_into_the_middle_of_one(system: System):
    confirm(system, nominate(system, announce_berlin(system)))
    step = system.store.step
    # One command each: 1, 2, 3, 4-5 (registration and ledger), 6, 7-8.
    ends = [1, 2, 3, 5, 6, 8]

    assert [step(at, forward=True) for at in [0, *ends]] == [*ends, 8]
    assert [step(at, forward=False) for at in ends] == [1, *ends[:-1]]
    assert (step(4, forward=True), step(4, forward=False)) == (5, 3)


def test_a_position_that_is_not_on_record_has_no_time(system: System):
    with pytest.raises(NoSuchMoment, match="position 9 is not on record; the log ends"):
        system.store.recorded_at(9)


# A database that says no


def test_a_turn_that_another_process_holds_too_long_is_busy(tmp_path: Path):
    path = tmp_path / "log.db"
    store = Store(str(path), lock_timeout=0.01)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="nothing was stored, please try again"):
            store.run(storing(announced(MEETING)))
        other.execute("ROLLBACK")

    assert store.run(storing(announced(MEETING))) == "1"
    store.close()


def test_a_log_that_is_read_only_says_so(system: System, tmp_path: Path):
    store = Store(f"file:{tmp_path}/log.db?mode=ro")

    with pytest.raises(StoreUnavailable, match="the data folder is read-only"):
        store.run(storing(announced(MEETING)))

    assert store.position() == 1
    store.close()


def test_a_file_that_is_no_database_says_so(tmp_path: Path):
    (tmp_path / "log.db").write_bytes(b"minutes of the meeting\n" * 100)

    with pytest.raises(StoreUnavailable, match="its file is not a database"):
        Store(str(tmp_path / "log.db"))


def test_a_folder_that_is_not_there_says_so(tmp_path: Path):
    with pytest.raises(StoreUnavailable, match="its file cannot be opened"):
        Store(str(tmp_path / "nowhere" / "log.db"))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("SQLITE_FULL", "the disk is full"),
        ("SQLITE_READONLY_DIRECTORY", "the data folder is read-only"),
        ("SQLITE_CANTOPEN_ISDIR", "its file cannot be opened"),
        ("SQLITE_CORRUPT_INDEX", "its file is damaged"),
        ("SQLITE_IOERR_WRITE", "the database says: disk I/O error"),
    ],
)
def test_what_the_database_complains_of_becomes_a_sentence(name: str, sentence: str):
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = name

    assert str(refusal_of(error)) == (
        f"the record cannot be used: {sentence}; nothing was stored"
    )


def test_a_log_of_a_newer_product_is_left_alone(tmp_path: Path):
    Store(str(tmp_path / "log.db")).close()
    with closing(sqlite3.connect(tmp_path / "log.db")) as connection:
        connection.execute("DROP TRIGGER log_header_update_refused")
        connection.execute(
            "UPDATE log_header SET value = '99' WHERE name = 'schema_version'"
        )
        connection.commit()

    with pytest.raises(StoreUnavailable, match="the log has schema 99, newer than"):
        Store(str(tmp_path / "log.db"))


def test_a_log_without_its_last_frontier_takes_nothing_more(
    system: System, tmp_path: Path
):
    announce_berlin(system)
    with closing(sqlite3.connect(tmp_path / "log.db")) as connection:
        connection.execute("DROP TRIGGER frontiers_delete_refused")
        connection.execute("DELETE FROM frontiers WHERE size > 1")
        connection.commit()
    store = Store(str(tmp_path / "log.db"))

    with pytest.raises(StoreUnavailable, match="its tree has no frontier there"):
        store.run(storing(announced(MEETING)))
    store.close()

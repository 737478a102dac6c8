"""The log by the library's recorders: one way in, strict as the door, and out."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from threading import Event
from uuid import uuid4

import pytest
from eventsourcing.persistence import (
    DataError,
    EventStore,
    IntegrityError,
    OperationalError,
    StoredEvent,
    Tracking,
)
from examples import (
    ACTIVITY,
    ANNOUNCED,
    ESTABLISHED,
    MEETING,
    NOW,
    PROPOSED,
    SEALED,
    header,
)
from raw_database import audit_log
from service.event_store.transaction_examples import announced
from systems import StoryClock, announce_berlin, at_once, system_in, until

from bsm_domain.agreement.number_series import (
    NumberGiven,
    NumberSeries,
    decision_series,
    number_series_id,
)
from bsm_domain.follow_up.facts import ReportCorrected
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import plain_text
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.meeting_facts import (
    QuotaChanged,
    RegistrationClosed,
    RegistrationOpened,
)
from bsm_domain.meetings.objective import ObjectiveDiscussed
from bsm_projections.databases import Place
from bsm_service.application.system import System
from bsm_service.event_store.recorders import (
    AggregateLogRecorder,
    ApplicationLogRecorder,
    ProcessLogRecorder,
)
from bsm_service.event_store.serialization import FactMapper
from bsm_service.proof.verification.verify import verify

MAPPER = FactMapper()


@pytest.fixture
def system(system: System, clock: StoryClock) -> System:
    """The examples were recorded at NOW."""
    clock.time = NOW
    return system


def stored(*facts: DomainEvent) -> list[StoredEvent]:
    return [MAPPER.to_stored_event(fact) for fact in facts]


def test_facts_that_the_library_puts_are_facts_like_any_other(
    system: System, place: Place
):
    events = EventStore(MAPPER, ApplicationLogRecorder(system.store))

    recordings = events.put([announced(MEETING), announced(uuid4())])

    assert [each.notification.id for each in recordings] == [2, 3]
    assert system.store.load(Meeting, MEETING) is not None
    assert system.now().position == 3
    assert audit_log(place) == 3
    assert [check for check in verify(place).checks if not check.ok] == []


def test_numbers_of_a_series_are_put_one_after_the_other(system: System):
    events = EventStore(MAPPER, ApplicationLogRecorder(system.store))
    series = decision_series("NFP", MatterAudience.ALL, 2016)
    id = number_series_id(series)

    def given(number: int) -> NumberGiven:
        return NumberGiven(
            **header(number, id), series=series, number=number, to=uuid4()
        )

    events.put([given(1), given(2)])
    events.put([given(3)])

    found = system.store.load(NumberSeries, id)
    assert found is not None
    assert found.last == 3


def test_aggregates_in_memory_follow_what_the_library_puts(system: System):
    meeting = announce_berlin(system)
    cached = system.store._aggregates.aggregates[meeting]
    fact = RegistrationClosed(**header(cached.version + 1, meeting))

    AggregateLogRecorder(system.store).insert_events(stored(fact))

    after = system.store._aggregates.aggregates[meeting]
    assert after.version == cached.version + 1
    assert after == system.store.load(Meeting, meeting)


def test_within_a_transaction_facts_join_it(system: System, place: Place):
    recorder = ApplicationLogRecorder(system.store)
    events = EventStore(MAPPER, recorder)

    def work(transaction):
        transaction.append_facts([announced(MEETING)])
        return events.put([announced(uuid4())], transaction=transaction)

    [recording] = system.store.run_in_transaction(work)

    assert recording.notification.id == 3
    assert audit_log(place) == 3


def altered(fact: DomainEvent, **changes: object) -> list[StoredEvent]:
    return stored(fact.model_copy(update=changes))


[BYTES] = stored(ANNOUNCED)
CLOSED = RegistrationClosed(**header(2, MEETING))
CLOSED_LATER = RegistrationClosed(**header(3, MEETING))
REFUSED: dict[str, tuple[list[StoredEvent], str]] = {
    "an unknown name": (
        [replace(BYTES, topic="bsm.meeting.moved.v1")],
        "a fact named 'bsm.meeting.moved.v1'",
    ),
    "bytes that are no fact": ([replace(BYTES, state=b"{}")], "are not a bsm.meeting"),
    "bytes of another fact": (
        [replace(stored(ESTABLISHED)[0], topic=BYTES.topic)],
        "are not a bsm.meeting",
    ),
    "bytes with other spaces": (
        [replace(BYTES, state=BYTES.state.replace(b":", b": ", 1))],
        "differ from what the product writes",
    ),
    "bytes of another stream": (
        [replace(BYTES, originator_id=uuid4())],
        "differ from what the product writes",
    ),
    "bytes of another version": (
        [replace(BYTES, originator_version=2)],
        "differ from what the product writes",
    ),
    "a gap at the beginning": (stored(CLOSED), "version 2 of"),
    "a gap": ([BYTES, *stored(CLOSED_LATER)], "version 3 of"),
    "a stream that does not begin": (
        altered(CLOSED, originator_version=1),
        "cannot be version 1 of",
    ),
    "a stream that begins again": (
        [BYTES, *altered(ANNOUNCED, originator_version=2)],
        "cannot be version 2 of",
    ),
    "another kind of thing": (
        [BYTES, *stored(ObjectiveDiscussed(**header(2, MEETING), summary="x"))],
        "is a meeting",
    ),
    "a time before the last fact": (
        altered(ANNOUNCED, recorded_at=NOW - timedelta(days=365)),
        "is not between the last fact's",
    ),
    "times that run backwards": (
        [BYTES, *altered(CLOSED, recorded_at=NOW - timedelta(days=1))],
        "facts of one command must",
    ),
    "facts of two commands": (
        [BYTES, *altered(CLOSED, command_id=uuid4())],
        "facts of one command must",
    ),
    "a time of another zone": (
        altered(ANNOUNCED, occurred_at=NOW.astimezone(timezone(timedelta(hours=1)))),
        "must be in UTC",
    ),
    "a time to come": (
        altered(ANNOUNCED, recorded_at=NOW + timedelta(seconds=1)),
        "is not between the last fact's",
    ),
    "what happened after it was recorded": (
        altered(ANNOUNCED, occurred_at=NOW + timedelta(seconds=1)),
        "cannot occur after it was recorded",
    ),
    "a second network": (stored(ESTABLISHED), "the first fact of a log"),
}


REFUSED |= {
    "a number that no database has a column for": (
        [BYTES, *stored(RegistrationOpened(**header(2, MEETING), capacity=2**70))],
        "holds the number",
    ),
    "a version that no database has a column for": (
        altered(CLOSED, originator_version=2**70),
        "holds the number",
    ),
    "a day that no calendar of a page shows": (
        altered(
            ANNOUNCED,
            details=ANNOUNCED.details.model_copy(
                update={"ends_on": date(9999, 12, 31)}
            ),
        ),
        "holds the time 9999-12-31",
    ),
    "a time before anything can have happened": (
        altered(ANNOUNCED, occurred_at=datetime(1, 1, 1, tzinfo=UTC)),
        "holds the time 0001-01-01",
    ),
    "a character that PostgreSQL cannot store": (
        altered(
            PROPOSED, promise=PROPOSED.promise.model_copy(update={"title": "a\0b"})
        ),
        "holds a control character",
    ),
    "a text that nobody could erase": (
        [
            BYTES,
            *stored(
                QuotaChanged(
                    **header(2, MEETING),
                    delegation="AT",
                    quota=1,
                    reason=plain_text("Anna is ill"),
                )
            ),
        ],
        "not sealed",
    ),
    "a correction of a report that there is not": (
        stored(
            PROPOSED,
            ReportCorrected(**header(2, ACTIVITY), corrects=7, reason=SEALED),
        ),
        "cannot follow what is on record",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_the_door_would_not_write_is_refused_and_nothing_is_stored(
    system: System, place: Place, case: str
):
    events, why = REFUSED[case]
    recorder = ApplicationLogRecorder(system.store)

    for before in ([], stored(announced(uuid4()))):
        with pytest.raises(DataError, match=f"{why}|facts of one command must"):
            recorder.insert_events([*before, *events])

    assert audit_log(place) == 1


def test_the_first_fact_of_a_log_establishes_the_network(place: Place):
    system = system_in(place, clock=StoryClock(NOW), established=False)
    recorder = ApplicationLogRecorder(system.store)

    with pytest.raises(DataError, match="the first fact of a log"):
        recorder.insert_events(stored(ANNOUNCED))
    assert recorder.insert_events(stored(ESTABLISHED, ANNOUNCED)) == [1, 2]
    assert audit_log(place) == 2
    system.close()


def test_who_comes_second_is_told_so_and_stores_nothing(
    system: System, another: System, place: Place
):
    first, second = (ApplicationLogRecorder(each.store) for each in (system, another))
    first.insert_events([BYTES])

    for events in ([BYTES], [*stored(announced(uuid4())), BYTES], [BYTES, BYTES]):
        with pytest.raises(IntegrityError, match="someone else has changed this"):
            second.insert_events(events)

    assert audit_log(place) == 2


@pytest.mark.parametrize(
    ("tracking", "why"),
    [
        (Tracking("upstream", 2**63), "larger than any position"),
        (Tracking("up\0stream", 1), "a character that cannot be stored"),
        (Tracking("up\ud800stream", 1), "a character that cannot be stored"),
    ],
)
def test_tracking_that_no_database_stores_is_refused_with_its_facts(
    system: System, place: Place, tracking: Tracking, why: str
):
    recorder = ProcessLogRecorder(system.store)

    for insert in (
        lambda: recorder.insert_tracking(tracking),
        lambda: recorder.insert_events([BYTES], tracking=tracking),
    ):
        with pytest.raises(DataError, match=why):
            insert()

    recorder.insert_tracking(Tracking("upstream", 2**63 - 1))
    assert audit_log(place) == 1


def test_a_log_that_cannot_be_written_is_an_error_of_the_library(system: System):
    system.store.loss_alarm = "the record is read-only"

    with pytest.raises(OperationalError, match="the record is read-only"):
        ApplicationLogRecorder(system.store).insert_events([BYTES])


def test_notifications_are_the_facts_by_their_positions(system: System):
    meeting = announce_berlin(system)
    recorder = ApplicationLogRecorder(system.store)

    notifications = recorder.select_notifications(start=None, limit=10)

    assert [each.id for each in notifications] == [1, 2, 3, 4, 5]
    assert [MAPPER.to_domain_event(each) for each in notifications] == [
        logged.fact for logged in system.store.page(0, 10)
    ]
    assert notifications[1].originator_id == meeting
    assert recorder.max_notification_id() == 5


def test_a_subscription_gives_what_another_process_records(
    system: System, another: System
):
    recorder = ApplicationLogRecorder(system.store)

    with recorder.subscribe(gt=1) as subscription:
        announce_berlin(another)
        positions = [next(subscription).id for _ in range(3)]
        at_once([subscription.stop, lambda: next(subscription, None)])

    assert positions == [2, 3, 4]


def test_a_commit_wakes_who_waits_for_it(
    system: System, monkeypatch: pytest.MonkeyPatch
):
    # By itself it would look in an hour.
    monkeypatch.setattr("bsm_service.event_store.subscription.POLL_SECONDS", 3_600)
    recorder = ApplicationLogRecorder(system.store)
    listeners = len(system.store._after_commit)

    with recorder.subscribe(gt=1, topics=[BYTES.topic]) as subscription:
        [announcement, _] = at_once(
            [lambda: next(subscription), lambda: announce_berlin(system)]
        )

    assert (announcement.id, announcement.topic) == (2, BYTES.topic)
    assert len(system.store._after_commit) == listeners


def test_topics_that_are_not_wanted_are_looked_at_once(
    system: System, monkeypatch: pytest.MonkeyPatch
):
    announce_berlin(system)
    recorder = ApplicationLogRecorder(system.store)
    looked: list[int | None] = []
    select = recorder.select_notifications

    def heard(start, *rest, **named):
        looked.append(start)
        return select(start, *rest, **named)

    monkeypatch.setattr(recorder, "select_notifications", heard)
    with recorder.subscribe(topics=["bsm.meeting.closed.v1"]) as subscription:
        at_once(
            [
                lambda: next(subscription, None),
                lambda: (until(lambda: looked), Event().wait(0.6), subscription.stop()),
            ]
        )

    assert looked == [0]

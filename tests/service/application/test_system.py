from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from systems import (
    AUDITOR,
    SECRETARIAT,
    START,
    StoryClock,
    announce_berlin,
    at_once,
    confirm,
    do,
    nominate,
    set_objective,
    system_in,
)

from bsm_domain.foundation.errors import InvalidValue, OccurredInFuture
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.databases import Place
from bsm_projections.history import queries as history_queries
from bsm_projections.meetings import objective_queries
from bsm_projections.meetings import queries as meetings_queries
from bsm_service.application.system import System, audience_of
from bsm_service.foundation.refusals import NoSuchMoment, StoreUnavailable
from bsm_service.meetings.commands import CloseRegistration
from bsm_service.registration.commands import NominateDelegate

HOUR = timedelta(hours=1)


def shown(system: System, as_of: str | None, by=SECRETARIAT) -> int:
    """How many meetings somebody sees at a moment."""
    with system.read(system.moment(as_of), audience_of(by)) as context:
        return meetings_queries.meetings(context).total


@pytest.fixture
def story(system: System, clock: StoryClock) -> System:
    """The network at 9, one meeting (2 facts) at 10, another at 11 the next day."""
    clock.pass_by(HOUR)
    announce_berlin(system, open_registration=False)
    clock.pass_by(25 * HOUR)
    announce_berlin(system, open_registration=False)
    clock.pass_by(HOUR)
    system.engine.catch_up()
    return system


@pytest.mark.parametrize(
    ("as_of", "position", "seen"),
    [
        ("0", 0, 0),
        ("1", 1, 0),
        ("2", 2, 1),
        ("5", 5, 2),
        ("2016-01-03", 0, 0),
        ("2016-01-04", 3, 1),
        ("2016-01-04T09:59:59.999999+00:00", 1, 0),
        ("2016-01-04T10:00:00Z", 3, 1),
        ("2016-01-04T11:00:00+01:00", 3, 1),
        ("2016-01-05", 5, 2),
    ],
)
def test_the_record_can_be_set_to_a_position_a_day_or_a_time(
    story: System, as_of: str, position: int, seen: int
):
    moment = story.moment(as_of)

    assert (moment.position, moment.live) == (position, False)
    assert shown(story, as_of) == seen


def test_a_position_is_seen_at_the_time_at_which_it_was_recorded(story: System):
    assert story.moment("3").at == START + HOUR
    assert story.moment("0").at == START - timedelta(microseconds=1)


def test_a_past_day_is_seen_from_its_end_and_today_from_now(story: System):
    end = datetime(2016, 1, 4, 23, 59, 59, 999_999, tzinfo=UTC)

    assert story.moment("2016-01-04").at == end
    assert story.moment("2016-01-05").at == START + 27 * HOUR


def test_now_is_live(story: System):
    moment = story.moment(None)

    assert (moment.position, moment.at, moment.live) == (5, START + 27 * HOUR, True)


@pytest.mark.parametrize("as_of", ["2016-01-06", "2016-01-05T12:00:01Z", "9999-12-31"])
def test_the_future_is_not_known(story: System, as_of: str):
    with pytest.raises(NoSuchMoment, match="is in the future; choose a time"):
        story.moment(as_of)


@pytest.mark.parametrize("as_of", ["6", "999999999999999999"])
def test_a_position_beyond_the_log_is_unknown(story: System, as_of: str):
    with pytest.raises(
        NoSuchMoment, match=f"there is no position {as_of}; the log ends"
    ):
        story.moment(as_of)


@pytest.mark.parametrize(
    "as_of",
    [
        "",
        "-1",
        "1.5",
        "yesterday",
        "2016-13-01",
        "2016-02-30",
        "2016-01-04T25:00:00Z",
        "٣",
        "0001-01-01T00:00:00+02:00",
    ],
)
def test_what_is_no_moment_is_refused_with_an_example(story: System, as_of: str):
    with pytest.raises(NoSuchMoment, match="as_of must be a position"):
        story.moment(as_of)


def test_a_time_needs_its_zone(story: System):
    with pytest.raises(NoSuchMoment, match="as_of needs a time zone"):
        story.moment("2016-01-04T10:00:00")


def test_before_the_first_fact_there_is_nothing(place: Place):
    system = system_in(place, established=False)

    assert system.network() is None
    assert (system.moment(None).position, system.moment("0").position) == (0, 0)
    assert system.moment("2015-01-01").position == 0
    assert shown(system, None) == 0
    system.close()


def test_processes_that_start_at_once_establish_one_network(place: Place):
    systems = [system_in(place, established=False) for _ in range(4)]

    assert at_once([each.establish_network for each in systems]) == [None] * 4

    assert [each.store.position() for each in systems] == [1] * 4
    for each in systems:
        each.close()


def test_whoever_wrote_sees_it_at_once(system: System):
    system.follower.start()
    for number in range(1, 6):
        announce_berlin(system)

        assert shown(system, None) == number


def test_a_view_that_cannot_catch_up_shows_what_it_has(
    system: System, monkeypatch: pytest.MonkeyPatch
):
    announce_berlin(system)
    position = system.shown_position()
    with monkeypatch.context() as slow:
        slow.setattr(
            "bsm_service.application.follower.ReadModelFollower.is_running", True
        )
        slow.setattr("bsm_service.application.system.CATCH_UP_SECONDS", 0)
        assert system.now().position == position < 5

    assert system.now().position == 5


def test_a_second_start_finds_everything(system: System, place: Place):
    announce_berlin(system)
    again = system_in(place)

    assert again.store.position() == again.engine.position() == 5
    network = again.network()
    assert network is not None
    assert (network.name, network.demonstration) == ("Network of the tests", False)
    again.close()


def test_a_fact_can_be_opened_by_its_position(system: System):
    announce_berlin(system)

    opened = [system.fact(position) for position in range(7)]

    assert [fact.TOPIC if fact else None for fact in opened] == [
        None,
        "bsm.network.established.v1",
        "bsm.meeting.announced.v1",
        "bsm.meeting.delegations_invited.v1",
        "bsm.meeting.registration_opened.v1",
        "bsm.seat_ledger.opened.v1",
        None,
    ]


def test_focal_points_matter_is_hidden_from_auditors(system: System):
    meeting = announce_berlin(system)
    set_objective(system, meeting)
    set_objective(system, meeting, code="F1", audience=MatterAudience.FOCAL_POINTS)
    system.engine.catch_up()
    moment = system.now()
    seen = {}
    for by in (SECRETARIAT, AUDITOR):
        with system.read(moment, audience_of(by)) as context:
            objectives = objective_queries.objectives(context, str(meeting))
            page = history_queries.facts(context, kinds=("objective",))
            seen[by.role] = (
                [objective.code for objective in objectives.items],
                page.total,
            )

    assert seen == {"secretariat": (["F1", "O1"], 2), "auditor": (["O1"], 1)}


def test_what_happened_earlier_is_entered_late_and_says_so(
    system: System, clock: StoryClock
):
    meeting = announce_berlin(system)
    clock.pass_by(timedelta(days=3))
    command = NominateDelegate(
        meeting_id=meeting,
        registration_id=uuid4(),
        delegation="AT",
        function="member",
        occurred_at=START,
    )
    do(system, command)
    confirm(system, nominate(system, meeting))
    system.engine.catch_up()
    with system.read(system.now(), audience_of(SECRETARIAT)) as context:
        late = history_queries.facts(context, entered_late=True)
        others = history_queries.facts(context, entered_late=False)

    assert (len(others.items), others.total) == (system.store.position() - 1,) * 2
    assert [(fact.position, fact.occurred_at) for fact in late.items] == [(6, START)]


@pytest.mark.parametrize(
    ("occurred_at", "refusal"),
    [
        (START + timedelta(seconds=1), OccurredInFuture),
        (datetime.fromisoformat("0001-01-01T00:00:00+02:00"), InvalidValue),
    ],
)
def test_nothing_can_have_happened_outside_of_time(
    system: System, occurred_at: datetime, refusal: type[InvalidValue]
):
    meeting = announce_berlin(system)
    command = CloseRegistration(meeting_id=meeting, occurred_at=occurred_at)

    with pytest.raises(refusal):
        do(system, command)
    assert system.store.position() == 5


@pytest.mark.parametrize("file", ["log.db", "service.db", "read-models.db"])
def test_a_damaged_file_of_the_data_folder_is_told_in_a_sentence(
    tmp_path: Path, file: str
):
    (tmp_path / file).write_bytes(b"minutes of the meeting\n" * 100)

    with pytest.raises(StoreUnavailable, match="is not a database"):
        system_in(tmp_path)


def test_a_data_folder_that_is_a_file_is_told_in_a_sentence(tmp_path: Path):
    (tmp_path / "data").write_text("minutes")

    with pytest.raises(StoreUnavailable, match="cannot be used: File exists"):
        system_in(tmp_path / "data")

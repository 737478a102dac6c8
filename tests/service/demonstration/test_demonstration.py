import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from fuzzing import fuzzing
from sqlite_only import new_place as new_place
from stored_demonstration import copy_demonstration
from systems import in_clear

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.sources import Source
from bsm_domain.meetings.network import NetworkEstablished
from bsm_domain.people.participant import PersonalGroup
from bsm_domain.registration.registration_facts import RegistrationNominated
from bsm_projections.databases import Place
from bsm_projections.engine.audience import Audience
from bsm_projections.follow_up import queries as follow_up_queries
from bsm_projections.follow_up.tables import Activity
from bsm_projections.leadership import meeting_figures
from bsm_projections.leadership.registration_figures import registration_figures
from bsm_projections.meetings import queries as meeting_queries
from bsm_projections.meetings.read_model import Meeting
from bsm_projections.people.queries import focal_points_on, participants
from bsm_projections.registration.decisions.queries import open_decisions
from bsm_projections.registration.own.queries import own_registration
from bsm_projections.registration.seats.queries import queue
from bsm_projections.registration.substitution.queries import change_requests
from bsm_service.agreement.commands import OpenProcedure
from bsm_service.agreement.silence_settlement import SilenceSettlement
from bsm_service.application.system import NOTICE, System
from bsm_service.assembly.bootstrap import open_system
from bsm_service.demonstration import BERLIN, seed
from bsm_service.demonstration.berlin_meeting import Berlin
from bsm_service.demonstration.invented_people import people_per_delegation
from bsm_service.demonstration.seeding import EARLIEST_PRESENT, story_steps
from bsm_service.demonstration.seeding_steps import SECRETARIAT
from bsm_service.follow_up.commands import AgreeActivity
from bsm_service.identity import demonstration_account_name
from bsm_service.privacy.retention_proposals import due_proposals
from bsm_service.vault.personal_data_reader import VisiblePerson

PRESENT = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
PRESENTS = (
    PRESENT,
    EARLIEST_PRESENT,
    datetime(2036, 12, 31, 23, 59, tzinfo=UTC),
)

Opens = Callable[..., System]


@pytest.fixture(scope="module")
def opens(
    new_place: Callable[[Path], Place], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Opens]:
    """Opens the system of a name at a present moment; at first it is empty, or holds
    the demonstration.
    """
    folder: Path = tmp_path_factory.mktemp("systems")
    systems: list[System] = []
    places: dict[str, Place] = {}

    def open_at(name: str, present: datetime, *, seeded: bool = False) -> System:
        place = places.setdefault(name, new_place(folder / name))
        if seeded:
            copy_demonstration(place.folder, present)
        systems.append(open_system(place, clock=lambda: present))
        return systems[-1]

    yield open_at
    for system in systems:
        system.close()


@pytest.fixture(scope="module", params=PRESENTS, ids=lambda it: str(it.date()))
def demonstration(request: pytest.FixtureRequest, opens: Opens) -> System:
    """The demonstration as a whole, told for several presents. Only read it."""
    return opens(f"told on {request.param.date()}", request.param, seeded=True)


def facts_of(system: System) -> list[DomainEvent]:
    facts = [entry.fact for entry in system.store.page(0, 10_000)]
    assert all(isinstance(fact, DomainEvent) for fact in facts)
    return [fact for fact in facts if isinstance(fact, DomainEvent)]


def activities_of(system: System) -> tuple[Activity, ...]:
    with system.read(system.moment(None), Audience(True)) as context:
        return follow_up_queries.activities(context, meeting_id=str(BERLIN)).items


def test_the_first_fact_says_that_it_is_a_demonstration(demonstration: System):
    first = facts_of(demonstration)[0]
    assert isinstance(first, NetworkEstablished)
    assert first.demonstration
    assert first.recorded_at.year == 2010


def test_figures_of_berlin_are_those_of_the_public_page(demonstration: System):
    with demonstration.read(demonstration.moment(None), Audience(True)) as context:
        figures = meeting_figures.meeting_figures(context, str(BERLIN))
        berlin = meeting_queries.meeting(context, str(BERLIN))
    assert (figures.delegations, figures.invited, figures.participants) == (47, 47, 102)
    assert (figures.states, figures.partners, figures.organisations) == (35, 1, 11)
    # One was withdrawn, and two people have substitutes.
    assert figures.registrations == 105
    assert figures.objectives_discussed == 6
    assert figures.activities == 24
    assert berlin is not None
    assert berlin.stated is not None
    assert berlin.stated.participants == 102
    assert berlin.agenda[0].title == (
        "Plenary sessions on threats, co-operation mechanisms and crisis communication"
    )
    assert [session.kind for session in berlin.agenda] == [
        "plenary",
        "focal points only",
        "study visit",
    ]


def test_whoever_acts_as_participant_sees_a_registration_at_each_moment(
    demonstration: System,
):
    account = demonstration.identity.accounts.find(
        demonstration_account_name(Role.PARTICIPANT, None)
    )
    assert account is not None
    states = []
    for day in ("2016-03-15", "2016-03-20", "2016-04-05", None):
        with demonstration.read(demonstration.moment(day), Audience(False)) as context:
            own = own_registration(
                context, str(BERLIN), participant_id=str(account.participant)
            )
        assert own is not None
        places = [place.state for place in own.places]
        states.append((own.status, own.queue_place, places))
    assert states == [
        ("nominated", None, []),
        ("waitlisted", 4, []),
        ("confirmed", None, ["taken"]),
        ("attended", None, ["taken"]),
    ]


def test_all_meetings_of_the_series_are_concluded(demonstration: System):
    with demonstration.read(demonstration.moment(None), Audience(False)) as context:
        series = meeting_queries.meetings(context).items
    assert [(meeting.edition, meeting.starts_on.year) for meeting in series] == [
        (None, 2010),
        (10, 2016),
        (12, 2018),
        (13, 2019),
        (14, 2020),
        (15, 2021),
    ]
    assert {meeting.status for meeting in series} == {"concluded"}
    stated = [
        sery.stated and (sery.stated.participants, sery.stated.at_least)
        for sery in series
    ]
    assert stated == [None, (102, False), (60, True), *[(100, True)] * 3]


def test_every_edition_names_the_page_that_it_was_taken_from(demonstration: System):
    with demonstration.read(demonstration.moment(None), Audience(False)) as context:
        series = meeting_queries.meetings(context).items
    for meeting in series:
        pages = {named.field: named.source for named in meeting.sources}
        assert {"title", "starts_on", "ends_on", "mode"} <= pages.keys()
        assert meeting.city is None or "city" in pages
        assert meeting.stated is None or meeting.stated.page in pages.values()
    # Where the OSCE's own page was not seen, the title says so.
    copied = [meeting.edition for meeting in series if "copy" in _page(meeting).title]
    assert copied == [14]


def _page(meeting: Meeting) -> Source:
    return next(of.source for of in meeting.sources if of.field == "starts_on")


def test_registration_for_berlin_has_every_turn(demonstration: System):
    fact_counts = Counter(fact.TOPIC for fact in facts_of(demonstration))
    for name, count in {
        "meeting.registration_terms_set.v1": 1,
        "meeting.quota_changed.v1": 1,
        "delegation.note_received.v1": 31,
        "delegation.note_replaced.v1": 1,
        "registration.nominated.v2": 105,
        "registration.waitlisted.v1": 4,
        "registration.promoted.v1": 4,
        "registration.change_requested.v1": 1,
        "registration.change_granted.v1": 1,
        "registration.substituted.v1": 2,
        "registration.withdrawn.v2": 1,
        "registration.recorded.v1": 28,
        "registration.place_taken.v1": 40,
        "registration.place_awaited.v1": 2,
        "registration.attendance_recorded.v2": 102 + 40,
        "seat_ledger.moved_in_queue.v1": 1,
    }.items():
        assert fact_counts[f"bsm.{name}"] == count, name
    late = [
        fact
        for fact in facts_of(demonstration)
        if isinstance(fact, RegistrationNominated) and fact.late
    ]
    assert [fact.delegation for fact in late] == ["RS", "UNCCT"]
    assert all(fact.reason for fact in late)


def test_as_many_came_to_berlin_as_the_page_says_though_not_all_with_a_seat_did(
    demonstration: System,
):
    with demonstration.read(demonstration.moment(None), Audience(False)) as context:
        figures = registration_figures(context, str(BERLIN))
    assert figures is not None
    assert (figures.seats_taken, figures.came, figures.did_not_come) == (102, 102, 1)
    assert (figures.first_time, figures.returning, figures.not_named) == (91, 11, 0)
    assert (figures.answered, figures.delegations) == (44, 47)
    [visit] = figures.sessions
    assert (visit.places_taken, visit.waiting, visit.came) == (40, 2, 40)


@pytest.mark.parametrize(
    ("moment", "decisions", "waiting", "changes"),
    [
        ("2016-03-20", 9, 4, 0),
        ("2016-04-05", 10, 1, 1),
        ("2016-04-08", 0, 0, 0),
    ],
)
def test_something_waits_for_the_secretariat_on_days_before_berlin(
    demonstration: System, moment: str, decisions: int, waiting: int, changes: int
):
    at = demonstration.moment(moment)
    with demonstration.read(at, Audience(True)) as context:
        totals = [
            read(context, str(BERLIN)).total
            for read in (open_decisions, queue, change_requests)
        ]
    assert totals == [decisions, waiting, changes]


def test_data_of_who_took_part_in_earlier_years_only_are_due(demonstration: System):
    """70 people and 21 needs since Berlin, and 17 people since the meeting of 2010."""
    due = due_proposals(demonstration, demonstration.store.clock())

    assert Counter((each.kind, each.since.year) for each in due) == {
        ("person", 2016): 70,
        ("needs", 2016): 21,
        ("person", 2010): 17,
    }


def people_of(system: System) -> list[VisiblePerson]:
    with system.read(system.now(), Audience(True)) as context:
        people = participants(context, limit=1_000).items
    return system.personal_data.open(
        SECRETARIAT, people, PersonalGroup, purpose="test", place="test"
    )


def test_delegates_are_invented_people(demonstration: System):
    people = people_of(demonstration)

    assert Counter(person.delegation for person in people) == dict(
        people_per_delegation()
    )
    # 17 of them took part in 2010 only, three came later instead of somebody.
    assert len(people) == 122
    assert len({person.email for person in people}) == 122
    assert all(person.name and person.function and person.agency for person in people)
    assert all((person.email or "").endswith("@example.org") for person in people)
    assert all((person.phone or "").startswith("+999 ") for person in people)
    assert 5 < sum(person.dietary_needs is not None for person in people) < 40
    assert 0 < sum(person.access_needs is not None for person in people) < 20


def test_nothing_personal_is_on_record_in_clear(demonstration: System):
    on_record = json.dumps(
        [fact.model_dump(mode="json") for fact in facts_of(demonstration)]
    )
    for person in people_of(demonstration):
        assert f'"{person.name}"' not in on_record
        assert str(person.email) not in on_record


def test_each_participating_state_has_one_national_focal_point(demonstration: System):
    stated = Berlin.from_file().source["delegations"]["participating_states"]
    for day in (date(2016, 4, 12), demonstration.store.clock().date()):
        with demonstration.read(demonstration.now(), Audience(True)) as context:
            focal_points = focal_points_on(context, day)
        assert sorted(point.delegation for point in focal_points) == sorted(stated)


def test_recorded_at_never_runs_back_nor_past_the_present(demonstration: System):
    facts = facts_of(demonstration)
    stamps = [fact.recorded_at for fact in facts]
    assert stamps == sorted(stamps)
    assert stamps[-1] <= demonstration.store.clock()
    assert stamps[-1] > demonstration.store.clock() - timedelta(days=5)


def test_eight_facts_are_late_and_all_others_punctual(demonstration: System):
    facts = facts_of(demonstration)
    late = [fact for fact in facts if fact.entered_late]
    assert len(late) == 8
    assert len({fact.TOPIC for fact in late}) == 6


def test_something_happened_in_every_year_since_berlin(demonstration: System):
    last = demonstration.store.clock() - timedelta(days=5)
    years = {fact.recorded_at.year for fact in facts_of(demonstration)}
    assert years >= set(range(2016, last.year + 1))


def test_follow_up_is_found_in_every_status(demonstration: System):
    activities = activities_of(demonstration)
    status_counts = Counter(activity.status for activity in activities)
    assert status_counts == {
        "confirmed": 11,
        "in progress": 5,
        "withdrawn": 2,
        "reported complete": 2,
        "blocked": 1,
        "accepted": 1,
        "agreed": 1,
        "proposed": 1,
    }
    assert {activity.due_precision for activity in activities} == {"day", "quarter"}
    assert len({activity.owner for activity in activities}) >= 15


def test_three_activities_are_overdue_and_others_in_good_time(demonstration: System):
    activities = activities_of(demonstration)
    assert sum(activity.overdue for activity in activities) == 3
    assert sum(activity.slips == 2 for activity in activities) == 1
    in_time = [activity for activity in activities if not activity.overdue]
    assert sum(notification.status == "in progress" for notification in in_time) == 2


def test_overdue_activities_are_no_secret_of_the_focal_points(demonstration: System):
    with demonstration.read(demonstration.moment(None), Audience(False)) as context:
        assert (
            meeting_figures.meeting_figures(context, str(BERLIN)).activities_overdue
            == 3
        )


def test_accounts_are_opaque(demonstration: System):
    accounts = {fact.actor.account for fact in facts_of(demonstration)} - {"system"}
    assert all(UUID(account).hex == account for account in accounts)


def test_telling_it_twice_for_one_present_gives_the_same_facts(opens: Opens):
    first, other = opens("one", PRESENT, seeded=True), opens("other", PRESENT)
    progress: list[tuple[int, int]] = []
    seed(
        other,
        present=PRESENT,
        on_progress=lambda done, of: progress.append((done, of)),
    )

    assert in_clear(first, facts_of(first)) == in_clear(other, facts_of(other))
    # It is told after each command how far it is.
    steps = len(story_steps(PRESENT))
    assert progress == [(number, steps) for number in range(1, steps + 1)]


def test_a_second_start_adds_nothing(opens: Opens):
    system = opens("second", PRESENT, seeded=True)
    size = system.store.position()
    calls: list[int] = []
    seed(
        system,
        present=PRESENT + timedelta(days=400),
        on_progress=lambda done, _: calls.append(done),
    )
    assert system.store.position() == size
    assert calls == []


def test_a_visitors_command_does_not_begin_the_story_anew(opens: Opens):
    system = opens("visited", PRESENT, seeded=True)
    proposed = next(
        activity for activity in activities_of(system) if activity.status == "proposed"
    )
    system.service.execute(
        AgreeActivity(activity_id=UUID(proposed.id)),
        SECRETARIAT,
        command_id=UUID(int=1),
    )
    size = system.store.position()
    seed(system, present=PRESENT)
    assert system.store.position() == size


def test_a_record_of_its_own_is_left_alone(opens: Opens):
    system = opens("own", PRESENT)
    system.establish_network("Another network")
    seed(system, present=PRESENT)
    assert system.store.position() == 1


class Interrupted(Exception):
    """Stands for whatever ends a process between two commands."""


@pytest.mark.parametrize("after", [1, 400, -1])
def test_an_interrupted_telling_goes_on_to_the_same_end(opens: Opens, after: int):
    name = f"interrupted after {after}"
    whole = opens(f"never {name}", PRESENT, seeded=True)
    broken = opens(name, PRESENT)

    def interrupt(number: int, of: int) -> None:
        if number == after % of:
            raise Interrupted

    own_clock = broken.store.clock
    with pytest.raises(Interrupted):
        seed(broken, present=PRESENT, on_progress=interrupt)
    assert broken.store.clock is own_clock
    broken.close()
    # The next start is on another day, and the story stays that of the first.
    later = PRESENT + timedelta(days=3)
    resumed = opens(name, later)
    seed(resumed, present=later)
    texts = in_clear(resumed, facts_of(resumed))
    assert texts == in_clear(whole, facts_of(whole))


def test_every_step_has_a_command_id_of_its_own():
    ids = [step.command_id for step in story_steps(PRESENT)]
    assert len(ids) == len(set(ids))


# Every thirteen months in `make test`, so that each falls into another season.
@pytest.mark.fuzz
@pytest.mark.parametrize("days", range(0, 3_650, 93 if fuzzing() else 403))
def test_whatever_the_present_the_story_ends_with_a_silence_of_three_days(days: int):
    present = EARLIEST_PRESENT + timedelta(days=days)
    last = story_steps(present)[-1]
    assert isinstance(last.command, OpenProcedure)
    assert last.at == present
    assert last.command.expires_at == present + timedelta(days=3)


def test_a_clock_before_the_story_is_refused(opens: Opens):
    system = opens("early", PRESENT)
    with pytest.raises(InvalidValue, match="the clock is at 2019-05-01"):
        seed(system, present=datetime(2019, 5, 1, tzinfo=UTC))
    assert system.store.position() == 0


def test_the_notice_says_what_is_invented():
    assert "invented" in NOTICE
    assert "including all people" in NOTICE
    assert date(2016, 4, 12).isoformat() not in NOTICE


def test_the_clock_is_trusted_after_the_first_start(
    new_place: Callable[[Path], Place], tmp_path: Path
):
    """The story's own clock leaves no look to which the machine's is compared."""
    system = open_system(new_place(tmp_path / "data"))
    seed(system, present=datetime.now(UTC))
    system.close()
    later = open_system(Place(system.place.folder))
    assert not later.part(SilenceSettlement).is_held
    later.close()

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlite_only import new_place as new_place
from systems import in_clear

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.meetings.network import NetworkEstablished
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.databases import Place
from bsm_projections.engine.audience import Audience
from bsm_projections.follow_up import queries as activities_listed
from bsm_projections.leadership import meeting_figures as overview
from bsm_projections.meetings import queries as meetings
from bsm_projections.people.queries import focal_points_on, participants
from bsm_service.application.demonstration_notice import NOTICE
from bsm_service.application.system import System
from bsm_service.assembly.bootstrap import open_system
from bsm_service.demonstration import BERLIN, seed
from bsm_service.demonstration.berlin_meeting import Berlin
from bsm_service.demonstration.people import people_per_delegation
from bsm_service.demonstration.seeding import EARLIEST_PRESENT, story_steps
from bsm_service.demonstration.seeding_commands import SECRETARIAT
from bsm_service.follow_up.commands import AgreeActivity, ProposeActivity
from bsm_service.vault.personal_data import VisiblePerson

PRESENT = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
PRESENTS = (
    PRESENT,
    EARLIEST_PRESENT,
    datetime(2036, 12, 31, 23, 59, tzinfo=UTC),
)

Opens = Callable[[str, datetime], System]


@pytest.fixture(scope="module")
def opens(
    new_place: Callable[[Path], Place], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Opens]:
    """Opens the system of a name, empty at first, at a present moment."""
    folder: Path = tmp_path_factory.mktemp("systems")
    systems: list[System] = []
    places: dict[str, Place] = {}

    def open_at(name: str, present: datetime) -> System:
        place = places.setdefault(name, new_place(folder / name))
        systems.append(open_system(place, clock=lambda: present))
        return systems[-1]

    yield open_at
    for system in systems:
        system.close()


@pytest.fixture(scope="module", params=PRESENTS, ids=lambda it: str(it.date()))
def told(request: pytest.FixtureRequest, opens: Opens) -> System:
    """The demonstration as a whole, told for several presents. Only read it."""
    system = opens(f"told on {request.param.date()}", request.param)
    seed(system, present=request.param)
    return system


def facts_of(system: System) -> list[DomainEvent]:
    facts = [one.fact for one in system.store.page(0, 10_000)]
    assert all(isinstance(fact, DomainEvent) for fact in facts)
    return [fact for fact in facts if isinstance(fact, DomainEvent)]


def activities_of(system: System) -> tuple[activities_listed.Activity, ...]:
    with system.read(system.moment(None), Audience(True)) as context:
        return activities_listed.activities(context, meeting_id=str(BERLIN)).items


def test_the_first_fact_says_that_it_is_a_demonstration(told: System):
    first = facts_of(told)[0]
    assert isinstance(first, NetworkEstablished)
    assert first.demonstration
    assert first.recorded_at.year == 2010


def test_figures_of_berlin_are_those_of_the_public_page(told: System):
    with told.read(told.moment(None), Audience(True)) as context:
        figures = overview.meeting_figures(context, str(BERLIN))
        berlin = meetings.meeting(context, str(BERLIN))
    assert (figures.delegations, figures.invited, figures.participants) == (47, 47, 102)
    assert (figures.states, figures.partners, figures.organisations) == (35, 1, 11)
    assert figures.registrations == 102
    assert figures.objectives_discussed == 6
    assert figures.activities == 24
    assert berlin is not None
    assert berlin.stated is not None
    assert berlin.stated.participants == 102
    assert berlin.agenda[0].title == (
        "Plenary sessions on threats, co-operation mechanisms and crisis communication"
    )
    assert [one.kind for one in berlin.agenda] == [
        "plenary",
        "study visit",
        "focal points only",
    ]


def test_all_meetings_of_the_series_are_concluded(told: System):
    with told.read(told.moment(None), Audience(False)) as context:
        held = meetings.meetings(context).items
    assert [(one.edition, one.starts_on.year) for one in held] == [
        (None, 2010),
        (10, 2016),
        (12, 2018),
        (13, 2019),
        (14, 2020),
        (15, 2021),
    ]
    assert {one.status for one in held} == {"concluded"}
    stated = [
        one.stated and (one.stated.participants, one.stated.at_least) for one in held
    ]
    assert stated == [None, (102, False), (60, True), *[(100, True)] * 3]


def test_three_delegates_waited_for_a_seat(told: System):
    counted = Counter(fact.TOPIC for fact in facts_of(told))
    assert counted["bsm.registration.waitlisted.v1"] == 3
    assert counted["bsm.meeting.quota_changed.v1"] == 1
    assert counted["bsm.registration.attendance_recorded.v1"] == 102


def people_of(system: System) -> list[VisiblePerson]:
    with system.read(system.now(), Audience(True)) as context:
        found = participants(context, limit=1_000).items
    return system.personal_data.open(
        SECRETARIAT, found, PersonalGroup, purpose="test", place="test"
    )


def test_delegates_are_invented_people(told: System):
    people = people_of(told)

    assert Counter(one.delegation for one in people) == dict(people_per_delegation())
    assert len(people) == 102
    assert len({one.email for one in people}) == 102
    assert all(one.name and one.function and one.agency for one in people)
    assert all((one.email or "").endswith("@example.org") for one in people)
    assert all((one.phone or "").startswith("+999 ") for one in people)
    assert 5 < sum(one.dietary_needs is not None for one in people) < 40
    assert 0 < sum(one.access_needs is not None for one in people) < 20


def test_nothing_personal_is_on_record_in_clear(told: System):
    on_record = json.dumps([one.model_dump(mode="json") for one in facts_of(told)])
    for one in people_of(told):
        assert f'"{one.name}"' not in on_record
        assert str(one.email) not in on_record


def test_each_participating_state_has_one_national_focal_point(told: System):
    stated = Berlin.from_file().source["delegations"]["participating_states"]
    for day in (date(2016, 4, 12), told.store.clock().date()):
        with told.read(told.now(), Audience(True)) as context:
            found = focal_points_on(context, day)
        assert sorted(one.delegation for one in found) == sorted(stated)


def test_recorded_at_never_runs_back_nor_past_the_present(told: System):
    facts = facts_of(told)
    stamps = [fact.recorded_at for fact in facts]
    assert stamps == sorted(stamps)
    assert stamps[-1] <= told.store.clock()
    assert stamps[-1] > told.store.clock() - timedelta(days=5)


def test_five_facts_are_late_and_all_others_punctual(told: System):
    facts = facts_of(told)
    late = [fact for fact in facts if fact.entered_late]
    assert len(late) == 5
    assert len({fact.TOPIC for fact in late}) == 3


def test_something_happened_in_every_year_since_berlin(told: System):
    last = told.store.clock() - timedelta(days=5)
    years = {fact.recorded_at.year for fact in facts_of(told)}
    assert years >= set(range(2016, last.year + 1))


def test_follow_up_is_found_in_every_status(told: System):
    activities = activities_of(told)
    counted = Counter(one.status for one in activities)
    assert counted == {
        "confirmed": 11,
        "in progress": 5,
        "withdrawn": 2,
        "reported complete": 2,
        "blocked": 1,
        "accepted": 1,
        "agreed": 1,
        "proposed": 1,
    }
    assert {one.due_precision for one in activities} == {"day", "quarter"}
    assert len({one.owner for one in activities}) >= 15


def test_three_activities_are_overdue_and_others_in_good_time(told: System):
    activities = activities_of(told)
    assert sum(one.overdue for one in activities) == 3
    assert sum(one.slips == 2 for one in activities) == 1
    in_time = [one for one in activities if not one.overdue]
    assert sum(one.status == "in progress" for one in in_time) == 2


def test_overdue_activities_are_no_secret_of_the_focal_points(told: System):
    with told.read(told.moment(None), Audience(False)) as context:
        assert overview.meeting_figures(context, str(BERLIN)).activities_overdue == 3


def test_accounts_are_opaque(told: System):
    accounts = {fact.actor.account for fact in facts_of(told)} - {"system"}
    assert all(UUID(account).hex == account for account in accounts)


def test_telling_it_twice_for_one_present_gives_the_same_facts(opens: Opens):
    one, other = opens("one", PRESENT), opens("other", PRESENT)
    for system in (one, other):
        seed(system, present=PRESENT)
    assert in_clear(one, facts_of(one)) == in_clear(other, facts_of(other))


def test_a_second_start_adds_nothing(opens: Opens):
    system = opens("second", PRESENT)
    seed(system, present=PRESENT)
    size = system.store.position()
    asked: list[int] = []
    seed(
        system,
        present=PRESENT + timedelta(days=400),
        on_progress=lambda done, _: asked.append(done),
    )
    assert system.store.position() == size
    assert asked == []


def test_a_visitors_command_does_not_begin_the_story_anew(opens: Opens):
    system = opens("visited", PRESENT)
    seed(system, present=PRESENT)
    proposed = next(one for one in activities_of(system) if one.status == "proposed")
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
    whole, broken = opens(f"never {name}", PRESENT), opens(name, PRESENT)
    seed(whole, present=PRESENT)

    def interrupt(done: int, of: int) -> None:
        if done == after % of:
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
    told = in_clear(resumed, facts_of(resumed))
    assert told == in_clear(whole, facts_of(whole))


def test_progress_is_told_after_each_command(opens: Opens):
    told: list[tuple[int, int]] = []
    seed(
        opens("progress", PRESENT),
        present=PRESENT,
        on_progress=lambda done, of: told.append((done, of)),
    )
    steps = len(story_steps(PRESENT))
    assert told == [(number, steps) for number in range(1, steps + 1)]


def test_every_step_has_a_command_id_of_its_own():
    ids = [step.command_id for step in story_steps(PRESENT)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("days", range(0, 3_650, 93))
def test_whatever_the_present_the_story_ends_with_a_proposal(days: int):
    present = EARLIEST_PRESENT + timedelta(days=days)
    last = story_steps(present)[-1]
    assert isinstance(last.command, ProposeActivity)
    assert last.at < present


def test_a_clock_before_the_story_is_refused(opens: Opens):
    system = opens("early", PRESENT)
    with pytest.raises(InvalidValue, match="the clock says 2019-05-01"):
        seed(system, present=datetime(2019, 5, 1, tzinfo=UTC))
    assert system.store.position() == 0


def test_the_notice_says_what_is_invented():
    assert "invented" in NOTICE
    assert "Persons, registrations, quotas, dates of registration" in NOTICE
    assert date(2016, 4, 12).isoformat() not in NOTICE

"""Behind every figure stand exactly its facts: each link to them is followed, on every
page, at any moment, for who sees everything and who does not.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

import pytest
from dashboard_examples import CHART_PAGES, OpenPage, note_charts, page_text
from leadership_oracle import Oracle
from random_activities import ByChance, by_chance, some_moments
from streamlit.testing.v1 import AppTest
from systems import CHAIR, LEADERSHIP, StoryClock, confirm, do, nominate, system_in

from bsm_projections.history import queries as history_queries
from bsm_projections.history.tables import Fact
from bsm_service.access.permissions import Principal
from bsm_service.meetings.commands import OpenRegistration
from bsm_service.registration.commands import WithdrawRegistration
from bsm_service.registration.delegation_commands import AnswerInvitation
from bsm_service.settings.settings import SignInMode
from dashboard.components.chart import Chart
from dashboard.components.theme import LIGHT
from dashboard.data import queries as data_queries
from dashboard.data import record
from dashboard.data import system as data_system
from dashboard.data.page_context import PageContext, choose_meeting
from dashboard.history import selection
from dashboard.overview import texts
from dashboard.shell import address

NARROWED = {"view": "timeline", "owner": "IT", "open": "yes"}
_FIGURE = re.compile(
    r'<dd class="bsm-value">([^<]*)</dd>.*?'
    r'href="/history\?([^"]*)" target="_self">Facts'
    r'<span class="bsm-hidden"> behind ([^<]*)</span>'
)


@pytest.fixture(scope="module")
def random_network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ByChance]:
    clock = StoryClock()
    system = system_in(tmp_path_factory.mktemp("data"), clock=clock)
    random_network = by_chance(system, clock, seed=41, activities=25, steps=150)
    tenth = random_network.meetings[0]
    do(system, OpenRegistration(meeting_id=tenth, capacity=20))
    for number, code in enumerate(("AT", "AT", "MK", "DZ", "IT")):
        registration = nominate(system, tenth, code)
        if number != 1:
            confirm(system, registration)
        if number == 2:
            registration_ids = {"registration_id": registration}
            do(system, WithdrawRegistration.model_validate(registration_ids))
    do(
        system,
        AnswerInvitation(meeting_id=tenth, delegation="AT", answer="takes part"),
    )
    system.engine.catch_up()
    data_system.use_system(system, SignInMode.DEMONSTRATION)
    data_queries.clear_caches()
    yield random_network
    data_queries.clear_caches()
    system.close()


@dataclass
class Expected:
    """Positions of the facts behind each figure, by a plain fold of the log."""

    random_network: ByChance
    position: int
    oracle: Oracle
    since: int
    meeting: UUID

    def __post_init__(self) -> None:
        stored_facts = self.random_network.system.store.page(0, self.position)
        self.log: list[tuple[int, Any]] = [(at, fact) for at, fact, _ in stored_facts]

    def where(self, holds: Callable[[Any], bool]) -> set[int]:
        return {position for position, fact in self.log if holds(fact)}

    def activities(self, holds: Callable[[Any], bool] = lambda _: True) -> set[int]:
        ids = {id for id, activity in self.oracle.activities.items() if holds(activity)}
        return self.where(lambda fact: fact.originator_id in ids)

    def registrations(self) -> set[int]:
        """The meeting's."""
        registration_ids = {
            fact.originator_id
            for _, fact in self.log
            if fact.TOPIC == "bsm.registration.nominated.v2"
            and fact.meeting_id == self.meeting
        }
        return self.where(lambda fact: fact.originator_id in registration_ids)

    def of_classes(self, names: Collection[str]) -> set[int]:
        """The meeting's facts that a chart names: "registration.nominated"."""
        of_meeting = self.registrations() | self.objectives() | self.activities()
        of_meeting |= self.where(
            lambda fact: (
                fact.originator_id == self.meeting
                or (
                    fact.TOPIC.startswith("bsm.delegation.")
                    and fact.meeting_id == self.meeting
                )
            )
        )
        return of_meeting & self.where(
            lambda fact: ".".join(fact.TOPIC.split(".")[1:3]) in names
        )

    def seats(self) -> set[int]:
        of_registrations, status = self.registrations(), dict[Any, str]()
        for position, fact in self.log:
            if position in of_registrations and fact.LEADS_TO is not None:
                status[fact.originator_id] = fact.LEADS_TO
        seated = {
            id
            for id, last_status in status.items()
            if last_status in ("confirmed", "attended")
        }
        return self.where(lambda fact: fact.originator_id in seated)

    def objectives(self) -> set[int]:
        objective_ids = {
            fact.originator_id
            for _, fact in self.log
            if fact.TOPIC == "bsm.objective.set.v1"
            and fact.meeting_id == self.meeting
            and (fact.audience == "all" or self.oracle.for_focal_points)
        }
        return self.where(lambda fact: fact.originator_id in objective_ids)

    def invited(self) -> set[int]:
        return self.where(
            lambda fact: (
                fact.TOPIC.startswith("bsm.meeting.delegations_invited.")
                and fact.originator_id == self.meeting
            )
        )

    def opened(self) -> set[int]:
        return self.activities(self.oracle.is_open)

    def promises(self) -> set[int]:
        return self.activities(
            lambda activity: "agreed" in activity and activity["status"] != "superseded"
        )

    def moves(self) -> set[int]:
        """A part of what was split may begin with a moved date."""
        moved_at_the_start = self.where(
            lambda fact: (
                fact.TOPIC == "bsm.activity.proposed.v1"
                and fact.originator_id in self.oracle.activities
                and fact.lineage is not None
                and fact.lineage.due_date_moved
            )
        )
        return moved_at_the_start | set(self.oracle.dates_moved())

    def slipped(self) -> set[int]:
        return self.activities(
            lambda activity: activity["slips"] and activity["status"] != "superseded"
        )

    def with_status(self, status: str) -> set[int]:
        return self.activities(lambda activity: activity["status"] == status)

    def narrowed(self) -> set[int]:
        return self.activities(
            lambda activity: activity["owner"] == "IT" and self.oracle.is_open(activity)
        )

    def behind_figure(self, label: str) -> set[int]:
        positions_of: Mapping[str, Callable[[], set[int]]] = {
            "Delegations with seats": self.seats,
            "Seats taken": self.seats,
            "Delegations answered": lambda: self.of_classes(
                {"delegation.invitation_answered"}
            ),
            "Objectives discussed": self.objectives,
            "Activities open": self.opened,
            "Overdue": lambda: self.activities(self.oracle.is_overdue),
            "Confirmed as done": lambda: self.with_status("confirmed"),
            "Open": self.opened,
            "Completed on time": lambda: self.activities(self.oracle.was_due),
            "Median age": self.opened,
            "Postponed": self.slipped,
            "Waiting for confirmation": lambda: self.with_status("reported complete"),
        }
        return positions_of[label]()

    def behind_chart(self, chart: Chart) -> set[int]:
        """Of a chart that names classes of facts, these; of others as told here."""
        names = (chart.facts.get("behind") or "").split(",")
        if all("." in name for name in names):
            return self.of_classes(names)
        return self.told[chart.name]()

    @property
    def told(self) -> Mapping[str, Callable[[], set[int]]]:
        return {
            "delegations": lambda: self.invited() | self.seats() | self.opened(),
            "objectives": self.objectives,
            "activities": self.activities,
            "outcomes": lambda: (
                self.objectives()
                | self.activities(lambda activity: activity["status"] != "superseded")
            ),
            "promises": self.promises,
            "overdue": lambda: self.activities(self.oracle.is_overdue),
            "commitments": self.promises,
            "changed": lambda: set(self.oracle.told_since(self.since)),
            "ages": self.opened,
            "slips": self.moves,
            "owners": self.activities,
            "due-dates": self.narrowed,
            "seats": lambda: self.invited() | self.registrations(),
            "newcomers": lambda: self.invited() | self.registrations(),
            "editions": lambda: self.where(
                lambda fact: fact.TOPIC.startswith("bsm.meeting.")
            ),
        }


@dataclass
class Follow:
    """Reads an address as the History does, and asks for the facts that it shows."""

    patch: pytest.MonkeyPatch
    by: Principal
    as_of: str | None

    def __call__(self, query: str) -> tuple[Fact, ...]:
        parameters = {name: value for name, [value] in parse_qs(query).items()}
        moment = (
            record.moment_as_of(self.as_of)[0] if self.as_of else record.live_moment()
        )
        viewer = data_queries.Viewer(self.by, moment)
        with self.patch.context() as patch:
            patch.setattr(
                address, "parameter", lambda name: parameters.get(name) or None
            )
            page = PageContext(
                viewer, choose_meeting(viewer, parameters.get("meeting")), LIGHT
            )
            fact_filter = selection.read_filter(page)
        facts = viewer.fetch(
            "read.facts",
            history_queries.facts,
            **fact_filter.as_query_arguments(),
            limit=5_000,
        )
        assert len(query) < 500, "an address stays short"
        assert viewer.facts(fact_filter, None).total == len(facts.items)
        return tuple(facts.items)


def links_of(app: AppTest) -> dict[str, str]:
    return {
        element.proto.label: element.proto.query_string
        for element in app.get("page_link")
        if element.proto.page == "history" and element.proto.label != "History"
    }


@pytest.mark.parametrize("by", [CHAIR, LEADERSHIP], ids=["Chair", "leadership"])
def test_every_figure_opens_exactly_its_facts(
    random_network: ByChance,
    open_page: OpenPage,
    monkeypatch: pytest.MonkeyPatch,
    by: Principal,
):
    followed = set()
    # Where each is drawn; the Overview, from which every page is opened, is the first.
    page_of_chart: dict[str, str] = {}
    charts = note_charts(monkeypatch)
    for as_of in some_moments(random_network, 1):
        meeting = random_network.chance.choice(random_network.meetings[:2])
        shared_parameters = {"meeting": str(meeting)} | (
            {"as_of": as_of} if as_of else {}
        )
        moment = record.moment_as_of(as_of)[0] if as_of else record.live_moment()
        follow = Follow(monkeypatch, by, as_of)
        comparison_day = moment.at.date() - timedelta(days=40)
        since = random_network.system.moment(str(comparison_day)).position
        for page in CHART_PAGES:
            scopes = (
                ("meeting", "all") if page in ("commitments", "follow_up") else (None,)
            )
            for scope in scopes:
                oracle = Oracle(
                    random_network.system.store.page(0, moment.position),
                    moment.at,
                    for_focal_points=by is CHAIR,
                    meeting_id=None if scope == "all" else str(meeting),
                )
                expected = Expected(
                    random_network, moment.position, oracle, since, meeting
                )
                query = {
                    "scope": scope,
                    "since": str(comparison_day),
                } | shared_parameters
                query |= NARROWED if page == "follow_up" else {}
                parameters = {name: value for name, value in query.items() if value}
                charts.clear()
                open_page(page, by=by, **parameters)
                for chart in tuple(charts):
                    if page_of_chart.setdefault(chart.name, page) != page:
                        continue
                    app = open_page(page, by=by, table=chart.name, **parameters)
                    for label, link in links_of(app).items():
                        if label.startswith("Show "):
                            assert label == texts.show_all_label(len(follow(link)))
                            continue
                        positions = {fact.position for fact in follow(link)}
                        context = page, chart.name, scope, as_of
                        assert positions == expected.behind_chart(chart), context
                        followed.add((page, chart.name, bool(positions)))
                for value, link, label in _FIGURE.findall(page_text(app)):
                    facts = follow(link.replace("&amp;", "&"))
                    positions = {fact.position for fact in facts}
                    assert positions == expected.behind_figure(label), (
                        page,
                        label,
                        scope,
                        as_of,
                    )
                    if value.isdigit() and label not in ("Delegations",):
                        assert len({fact.stream_id for fact in facts}) == int(value)
                    followed.add((page, label, bool(positions)))
    followed_with_facts = {
        (page, name) for page, name, has_facts in followed if has_facts
    }
    assert {(page, name) for name, page in page_of_chart.items()} <= followed_with_facts
    assert expected.told.keys() <= page_of_chart.keys()
    assert (
        len({name for page, name in followed_with_facts if page == "commitments"}) == 11
    )

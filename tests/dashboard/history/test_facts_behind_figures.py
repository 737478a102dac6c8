"""Behind every figure stand exactly its facts: each link to them is followed, on every
page, at any moment, for who sees everything and who does not.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

import pytest
from dashboard_examples import OpenPage, words
from leadership_oracle import Oracle
from random_activities import ByChance, by_chance, some_moments
from streamlit.testing.v1 import AppTest
from systems import CHAIR, LEADERSHIP, StoryClock, confirm, do, nominate, system_in

from bsm_projections.history import queries as history_queries
from bsm_service.access.permissions import Principal
from bsm_service.meetings.commands import OpenRegistration
from bsm_service.registration.commands import WithdrawRegistration
from bsm_service.settings.settings import SignInMode
from dashboard.components.theme import LIGHT
from dashboard.data import queries as data_queries
from dashboard.data import record
from dashboard.data import system as data_system
from dashboard.data.page_context import PageContext, choose_meeting
from dashboard.history import selection
from dashboard.overview import texts
from dashboard.shell import address

# Each page's tables; of a page with scopes, those of one meeting and of all.
TABLES: Mapping[str, tuple[str, ...]] = {
    "overview": (
        *("delegations", "registrations", "objectives", "activities"),
        *("promises", "overdue"),
    ),
    "commitments": ("commitments", "changed", "ages", "slips", "owners"),
    "follow_up": ("due-dates",),
    "meeting": ("seats", "editions"),
}
NARROWED = {"view": "timeline", "owner": "IT", "open": "yes"}
_FIGURE = re.compile(
    r'<dd class="bsm-value">([^<]*)</dd>.*?'
    r'href="/history\?([^"]*)" target="_self">Facts'
    r'<span class="bsm-hidden"> behind ([^<]*)</span>'
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ByChance]:
    clock = StoryClock()
    system = system_in(tmp_path_factory.mktemp("data"), clock=clock)
    made = by_chance(system, clock, seed=41, activities=25, steps=150)
    tenth = made.meetings[0]
    do(system, OpenRegistration(meeting_id=tenth, capacity=20))
    for number, code in enumerate(("AT", "AT", "MK", "DZ", "IT")):
        registration = nominate(system, tenth, code)
        if number != 1:
            confirm(system, registration)
        if number == 2:
            gone = {"registration_id": registration}
            do(system, WithdrawRegistration.model_validate(gone))
    system.engine.catch_up()
    data_system.use_system(system, SignInMode.DEMONSTRATION)
    data_queries.clear_caches()
    yield made
    data_queries.clear_caches()
    system.close()


@dataclass
class Expected:
    """Positions of the facts behind each figure, by a plain fold of the log."""

    made: ByChance
    position: int
    oracle: Oracle
    since: int
    meeting: UUID

    def __post_init__(self) -> None:
        known = self.made.system.store.page(0, self.position)
        self.log: list[tuple[int, Any]] = [(at, fact) for at, fact, _ in known]

    def where(self, holds: Callable[[Any], bool]) -> set[int]:
        return {position for position, fact in self.log if holds(fact)}

    def activities(self, holds: Callable[[Any], bool] = lambda _: True) -> set[int]:
        ids = {id for id, one in self.oracle.activities.items() if holds(one)}
        return self.where(lambda fact: fact.originator_id in ids)

    def registrations(self, *names: str) -> set[int]:
        """The meeting's: of these names, or all."""
        theirs = {
            fact.originator_id
            for _, fact in self.log
            if fact.TOPIC == "bsm.registration.nominated.v1"
            and fact.meeting_id == self.meeting
        }
        return self.where(
            lambda fact: (
                fact.originator_id in theirs
                and (not names or fact.TOPIC.split(".")[2] in names)
            )
        )

    def seats(self) -> set[int]:
        theirs, status = self.registrations(), dict[Any, str]()
        for position, fact in self.log:
            if position in theirs:
                status[fact.originator_id] = fact.TOPIC.split(".")[2]
        seated = {id for id, now in status.items() if now == "confirmed"}
        return self.where(lambda fact: fact.originator_id in seated)

    def objectives(self) -> set[int]:
        seen = {
            fact.originator_id
            for _, fact in self.log
            if fact.TOPIC == "bsm.objective.set.v1"
            and fact.meeting_id == self.meeting
            and (fact.audience == "all" or self.oracle.for_focal_points)
        }
        return self.where(lambda fact: fact.originator_id in seen)

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
            lambda one: "agreed" in one and one["status"] != "superseded"
        )

    def moves(self) -> set[int]:
        """A part of what was split may begin with a moved date."""
        begun = self.where(
            lambda fact: (
                fact.TOPIC == "bsm.activity.proposed.v1"
                and fact.originator_id in self.oracle.activities
                and fact.lineage is not None
                and fact.lineage.due_date_moved
            )
        )
        return begun | set(self.oracle.dates_moved())

    def slipped(self) -> set[int]:
        return self.activities(
            lambda one: one["slips"] and one["status"] != "superseded"
        )

    def with_status(self, status: str) -> set[int]:
        return self.activities(lambda one: one["status"] == status)

    def narrowed(self) -> set[int]:
        return self.activities(
            lambda one: one["owner"] == "IT" and self.oracle.is_open(one)
        )

    def behind(self, name: str) -> set[int]:
        """By the label of a figure, or the name of a table."""
        find: Mapping[str, Callable[[], set[int]]] = {
            "Delegations": self.seats,
            "Participants": self.seats,
            "Objectives discussed": self.objectives,
            "Activities open": self.opened,
            "Overdue": lambda: self.activities(self.oracle.is_overdue),
            "Confirmed as done": lambda: self.with_status("confirmed"),
            "Open": self.opened,
            "Completed on time": lambda: self.activities(self.oracle.was_due),
            "Median age": self.opened,
            "Slipped": self.slipped,
            "Waiting for confirmation": lambda: self.with_status("reported complete"),
            "delegations": lambda: self.invited() | self.seats() | self.opened(),
            "registrations": lambda: self.registrations("nominated", "confirmed"),
            "objectives": self.objectives,
            "activities": self.activities,
            "promises": self.promises,
            "overdue": lambda: self.activities(self.oracle.is_overdue),
            "commitments": self.promises,
            "changed": lambda: set(self.oracle.told_since(self.since)),
            "ages": self.opened,
            "slips": self.moves,
            "owners": self.activities,
            "due-dates": self.narrowed,
            "seats": lambda: self.invited() | self.registrations(),
            "editions": lambda: self.where(
                lambda fact: fact.TOPIC.startswith("bsm.meeting.")
            ),
        }
        return find[name]()


@dataclass
class Follow:
    """Reads an address as the History does, and asks for the facts that it shows."""

    patch: pytest.MonkeyPatch
    by: Principal
    as_of: str | None

    def __call__(self, query: str) -> tuple[history_queries.Fact, ...]:
        asked = {name: one for name, [one] in parse_qs(query).items()}
        moment = (
            record.moment_as_of(self.as_of)[0] if self.as_of else record.live_moment()
        )
        viewer = data_queries.Viewer(self.by, moment)
        with self.patch.context() as patch:
            patch.setattr(address, "parameter", lambda name: asked.get(name) or None)
            page = PageContext(
                viewer, choose_meeting(viewer, asked.get("meeting")), LIGHT
            )
            wanted = selection.read_filter(page)
        found = viewer.fetch(
            "read.facts",
            history_queries.facts,
            **wanted.as_query_arguments(),
            limit=5_000,
        )
        assert len(query) < 500, "an address stays short"
        assert viewer.facts(wanted, None).total == len(found.items)
        return tuple(found.items)


def links_of(app: AppTest) -> dict[str, str]:
    return {
        one.proto.label: one.proto.query_string
        for one in app.get("page_link")
        if one.proto.page == "history" and one.proto.label != "History"
    }


@pytest.mark.parametrize("by", [CHAIR, LEADERSHIP], ids=["Chair", "leadership"])
def test_every_figure_opens_exactly_its_facts(
    made: ByChance, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, by: Principal
):
    followed = set()
    for as_of in some_moments(made, 1):
        meeting = made.chance.choice(made.meetings[:2])
        everywhere = {"meeting": str(meeting)} | ({"as_of": as_of} if as_of else {})
        moment = record.moment_as_of(as_of)[0] if as_of else record.live_moment()
        follow = Follow(monkeypatch, by, as_of)
        compared = moment.at.date() - timedelta(days=40)
        since = made.system.moment(str(compared)).position
        for page, tables in TABLES.items():
            scopes = (
                ("meeting", "all") if page in ("commitments", "follow_up") else (None,)
            )
            for scope in scopes:
                oracle = Oracle(
                    made.system.store.page(0, moment.position),
                    moment.at,
                    for_focal_points=by is CHAIR,
                    meeting_id=None if scope == "all" else str(meeting),
                )
                expected = Expected(made, moment.position, oracle, since, meeting)
                query = {"scope": scope, "since": str(compared)} | everywhere
                query |= NARROWED if page == "follow_up" else {}
                asked = {name: one for name, one in query.items() if one}
                for table in tables:
                    app = open_page(page, by=by, table=table, **asked)
                    for label, there in links_of(app).items():
                        if label.startswith("Show "):
                            assert label == texts.show_all_label(len(follow(there)))
                            continue
                        found = {one.position for one in follow(there)}
                        about = page, table, scope, as_of
                        assert found == expected.behind(table), about
                        followed.add((page, table, bool(found)))
                for value, there, label in _FIGURE.findall(words(app)):
                    facts = follow(there.replace("&amp;", "&"))
                    found = {one.position for one in facts}
                    assert found == expected.behind(label), (page, label, scope, as_of)
                    if value.isdigit() and label not in ("Delegations",):
                        assert len({one.stream_id for one in facts}) == int(value)
                    followed.add((page, label, bool(found)))
    shown = {(page, name) for page, name, some in followed if some}
    assert {
        (page, table) for page, tables in TABLES.items() for table in tables
    } <= shown
    assert len({name for page, name in shown if page == "commitments"}) == 11

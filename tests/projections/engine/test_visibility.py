"""Nobody sees what is not for them, whatever a query asks: the query layer leaves it
out, unless a query says otherwise in so many words.
"""

import importlib
import inspect
import json
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from systems import (
    AUSTRIA,
    agree_and_accept,
    announce_berlin,
    confirm,
    do,
    nominate,
    open_meeting,
    propose,
    set_objective,
    system_in,
)

import bsm_projections
from bsm_domain.agreement.text_body import Paragraph, TextBody
from bsm_domain.agreement.values import Position
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.agenda import SessionKind
from bsm_domain.meetings.meeting_facts import RollLine
from bsm_domain.meetings.session_places import SessionPlaces
from bsm_projections.databases import Place
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE, Audience
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.temporal_tables import Table
from bsm_projections.engine.visibility import with_visible_rows
from bsm_projections.history.facts_behind_figures import CountedFigure, FigureFilter
from bsm_service.agreement.commands import (
    AdoptDecision,
    CommentOnDecision,
    OpenProcedure,
    ReleaseDecision,
    TableDecision,
)
from bsm_service.agreement.position_commands import TakePosition
from bsm_service.application.open_databases import read_models
from bsm_service.application.system import System
from bsm_service.follow_up.commands import (
    ChangeDueDate,
    ProposeActivity,
    ReportComplete,
    ReportProgress,
)
from bsm_service.follow_up.milestone_and_evidence_commands import (
    AddDependency,
    AttachEvidence,
    CommentOnActivity,
    SetMilestone,
)
from bsm_service.meetings.agenda_commands import ReleaseAgenda, ScheduleSession
from bsm_service.meetings.commands import CallRoll, CloseRegistration
from bsm_service.registration.commands import RecordAttendance
from bsm_service.registration.session_places.commands import SetSessionPlaces, TakePlace

EVERYBODY = Audience(focal_points_matter=False)
TABLES = {table.name: table for model in read_models() for table in model.tables}
PROTECTED = [
    table for table in TABLES.values() if table.has_audience or table.belongs_to
]
SOURCE = Path(bsm_projections.__file__).parent
# What is left out, and where. Each has its reason beside it.
LEFT_OUT = {
    "agreement/queries.py": ["every_audience"],
    "follow_up/activity_details.py": ["every_audience", "every_audience"],
    "follow_up/due_dates.py": ["every_version", "every_audience"],
    "follow_up/sql_conditions.py": ["every_audience"],
    "history/facts_behind_figures.py": ["every_version", "every_version"],
    "history/queries.py": ["every_audience"],
    "leadership/activity_changes.py": ["every_version"] * 3,
    "leadership/seats_over_time.py": ["every_version"] * 3,
    "meetings/notifiable_changes.py": ["every_version"],
}


@dataclass(frozen=True)
class Record:
    """A record with an open activity and a restricted one, of which all texts say that
    they are secret.
    """

    system: System
    arguments: dict[str, list[Any]]
    restricted: frozenset[str]

    def ask(self, audience: Audience, query: Callable[..., Any], *given: Any) -> Any:
        with self.system.read(self.system.now(), audience) as context:
            return query(context, *given)


@pytest.fixture(scope="module")
def record(
    new_place: Callable[[Path], Place], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Record]:
    system = system_in(new_place(tmp_path_factory.mktemp("data")))
    meeting = announce_berlin(system)
    registration, restricted_session = nominate(system, meeting), uuid4()
    do(
        system,
        ScheduleSession(
            meeting_id=meeting,
            session_id=restricted_session,
            on=date(2016, 4, 12),
            title="Secret session",
            kind=SessionKind.FOCAL_POINTS_ONLY,
            audience=MatterAudience.FOCAL_POINTS,
        ),
    )
    do(system, ReleaseAgenda(meeting_id=meeting))
    open_objective = set_objective(system, meeting)
    objective = set_objective(
        system, meeting, code="O2", audience=MatterAudience.FOCAL_POINTS
    )
    activity, restricted = propose(system, open_objective, owner="IT"), uuid4()
    do(
        system,
        ProposeActivity(
            activity_id=restricted,
            objective_id=objective,
            title="Secret patrols",
            owner="MK",
            due_on=date(2016, 6, 1),
        ),
    )
    milestone, comment, evidence = uuid4(), uuid4(), uuid4()
    for id in (activity, restricted):
        agree_and_accept(system, id)
        do(system, ReportProgress(activity_id=id, percent=40, reason="Secret reason"))
    of_it: dict[str, Any] = {"activity_id": restricted}
    do(
        system,
        SetMilestone(
            **of_it,
            milestone_id=milestone,
            title="Secret milestone",
            due_on=date(2016, 2, 1),
        ),
    )
    do(
        system,
        CommentOnActivity(
            **of_it, comment_id=comment, text="Secret comment", mentions=("IT",)
        ),
    )
    do(
        system,
        AttachEvidence(**of_it, evidence_id=evidence, url="https://example.org/Secret"),
    )
    do(system, AddDependency(activity_id=restricted, on=activity))
    waiting = propose(system, open_objective, owner="AT")
    do(system, AddDependency(activity_id=waiting, on=restricted))
    do(
        system,
        ChangeDueDate(**of_it, due_on=date(2016, 6, 24), reason="Secret delay"),
    )
    do(system, ReportComplete(activity_id=activity))
    decision, restricted_decision = (
        _decided(system, meeting, audience) for audience in MatterAudience
    )
    _released(system, restricted_session, meeting, registration)
    system.engine.catch_up()
    ids = [str(activity), str(restricted), str(waiting)]
    meetings, delegations = [str(meeting)], ["IT", "MK", "AT"]
    yield Record(
        system,
        {
            "id": [
                *ids,
                *map(str, (open_objective, objective, registration)),
                *map(str, (decision, restricted_decision)),
            ],
            "decision_id": [str(decision), str(restricted_decision)],
            "registration_id": [str(registration)],
            "session_id": [str(restricted_session)],
            "objective_id": [str(open_objective), str(objective)],
            "awaiting": delegations,
            "number": [1],
            "earlier": [1],
            "entry": [2],
            "later": [1],
            "ids": [ids],
            "meeting_id": meetings,
            "meetings": [meetings],
            "activity_id": ids,
            "delegation": delegations,
            "owner": delegations,
            "concerning": delegations,
            "of": delegations,
            "participant": ["nobody"],
            "people": [["nobody"]],
            "participant_id": ["nobody"],
            "participant_ids": [["nobody"]],
            "possible": [[("nobody", "somebody", "the same name")]],
            "position": list(range(1, system.store.position() + 1)),
            "positions": [list(range(1, system.store.position() + 1))],
            "since": [0],
            "beyond": [0],
            "on": [date(2016, 4, 12)],
            "time_zone": ["Europe/Berlin"],
            "limit": [1_000],
            "before": [system.moment("3")],
            "condition": ["1 = 1"],
            "order": ["activity_id"],
            "behind": [
                FigureFilter(counted, str(meeting)) for counted in CountedFigure
            ],
        },
        frozenset(
            map(
                str,
                (
                    restricted,
                    objective,
                    milestone,
                    comment,
                    evidence,
                    restricted_decision,
                ),
            )
        ),
    )
    system.close()


def _decided(system: System, meeting: UUID, audience: MatterAudience) -> UUID:
    """A draft, with what a delegation said of it: its words are for delegations."""
    decision = uuid4()
    title = "Contacts" if audience is MatterAudience.ALL else "Secret contacts"
    body = TextBody(title=title, paragraphs=(Paragraph(id=uuid4(), text="Name one."),))
    do(
        system,
        TableDecision(
            decision_id=decision, meeting_id=meeting, audience=audience, body=body
        ),
    )
    said = {"decision_id": decision, "delegation": "AT", "version": 1}
    do(
        system,
        TakePosition(**said, position=Position.OBJECT, reason="Secret reason"),
        AUSTRIA,
    )
    do(
        system,
        CommentOnDecision(**said, comment_id=uuid4(), text="Secret remark"),
        AUSTRIA,
    )
    return decision


def _released(system: System, session: UUID, meeting: UUID, registration: UUID) -> None:
    """Places and a roll-call of the restricted session, an arrival at it, and a
    decision that was restricted.
    """
    confirm(system, registration)
    places = SessionPlaces(capacity=1)
    at = {"session_id": session}
    do(system, SetSessionPlaces(meeting_id=meeting, **at, places=places))
    waiting = [nominate(system, meeting, delegation) for delegation in ("AT", "IT")]
    for id in waiting:
        confirm(system, id)
    for id in (registration, *waiting):
        do(system, TakePlace(registration_id=id, **at, wait=True))
    more = SetSessionPlaces(
        meeting_id=meeting, **at, places=SessionPlaces(capacity=2), reason="asked for"
    )
    do(system, more)
    do(system, TakePlace(registration_id=waiting[0], **at))
    do(system, CloseRegistration(meeting_id=meeting))
    open_meeting(system, meeting)
    do(system, RecordAttendance(registration_id=registration, session_id=session))
    lines = tuple(
        RollLine(delegation=code, present=True) for code in ("AT", "IT", "MK")
    )
    do(system, CallRoll(meeting_id=meeting, session_id=session, lines=lines))
    decision, body = uuid4(), TextBody(title="Maps", paragraphs=_ONE_PARAGRAPH)
    restricted = MatterAudience.FOCAL_POINTS
    table = TableDecision(
        decision_id=decision, meeting_id=meeting, audience=restricted, body=body
    )
    do(system, table)
    do(system, OpenProcedure(decision_id=decision, procedure="consensus", of=1))
    do(system, AdoptDecision(decision_id=decision, of=1))
    do(system, ReleaseDecision(decision_id=decision, reason="asked for"))


_ONE_PARAGRAPH = (Paragraph(id=UUID(int=1), text="Share them."),)


def queries() -> Iterator[Callable[..., Any]]:
    """Every function of the subjects whose first parameter is the read context, but for
    the one that is for the product itself, whoever asks.
    """
    package = bsm_projections
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if module.name.split(".")[1] in ("databases", "engine"):
            continue
        loaded = importlib.import_module(module.name)
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            parameters = list(inspect.signature(function).parameters.values())
            if (
                function.__module__ == module.name
                and not name.startswith("_")
                and parameters
                and parameters[0].annotation is ReadContext
                and name != "unsettled_due_dates"
            ):
                yield function


def answers(record: Record, query: Callable[..., Any], audience: Audience) -> str:
    """All that a query answers: what it must be given, by name, and each filter."""
    _, *parameters = inspect.signature(query).parameters.values()
    needed = [
        parameter.name
        for parameter in parameters
        if parameter.default is parameter.empty
        and parameter.kind is not parameter.VAR_KEYWORD
    ]
    known = record.arguments
    if query.__name__ == "reporting_delegations":
        known = known | {"since": [datetime(2015, 1, 1, tzinfo=UTC)]}
    if query.__name__ == "figure_condition":
        return ""  # it asks nothing by itself
    filters = {parameter.name for parameter in parameters} - {*needed}
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters):
        filters |= {"behind", "delegation"} if "history" in query.__module__ else set()
    told = []
    for choice in range(max((len(known[name]) for name in needed), default=1)):
        given = {name: known[name][choice % len(known[name])] for name in needed}
        asked = [given]
        for name in sorted(filters & known.keys()):
            asked += [given | {name: value} for value in known[name]]
        for values in asked:
            with record.system.read(record.system.now(), audience) as context:
                told.append(repr(query(context, **values)))
    return "\n".join(told)


@pytest.mark.parametrize("query", list(queries()), ids=lambda query: query.__name__)
def test_no_query_tells_what_is_not_for_the_viewer(
    record: Record, query: Callable[..., Any]
):
    told = answers(record, query, EVERYBODY)

    assert [id for id in record.restricted if id in told] == []
    assert "Secret" not in told.replace("Secret reason", "")


def test_a_focal_point_is_told_by_most_queries_what_others_are_not(record: Record):
    telling = {
        query.__name__
        for query in queries()
        if any(
            id in answers(record, query, UNRESTRICTED_AUDIENCE)
            for id in record.restricted
        )
    }

    assert {
        "activities",
        "activity",
        "activity_details",
        "activity_titles",
        "comments_that_mention",
        "due_activities",
        "due_date_histories",
        "facts",
        "latest_due_date_moves",
        "leadership_figures",
        "objectives",
        "unanswered_mentions",
    } <= telling


@pytest.mark.parametrize("table", PROTECTED, ids=lambda table: table.name)
def test_no_row_is_seen_that_is_not_for_the_viewer(record: Record, table: Table[Any]):
    def rows(audience: Audience) -> list[str]:
        sql = f"SELECT * FROM {{{table.name}}}"
        found = record.ask(audience, ReadContext.rows, sql)
        return [json.dumps([*row]) for row in found]

    seen, all_of_them = rows(EVERYBODY), rows(UNRESTRICTED_AUDIENCE)

    assert set(seen) <= set(all_of_them)
    if table.name != "changed_subjects":  # nothing was handed over
        assert len(seen) < len(all_of_them)
    own = set((table.belongs_to or table).key)
    for row in seen:
        told = dict(zip((*table.columns, "from", "to"), json.loads(row), strict=True))
        assert [id for id in record.restricted if id in map(told.get, own)] == []


def test_every_table_about_an_activity_belongs_to_it():
    of_activities = {
        name for name, table in TABLES.items() if "activity_id" in table.columns
    }

    assert "activities" in of_activities
    assert {name for name in of_activities if TABLES[name] not in PROTECTED} == set()


def test_what_is_left_out_is_said_where_and_counted():
    found = {
        file.relative_to(SOURCE).as_posix(): words
        for file in sorted(SOURCE.rglob("*.py"))
        if file.parent.name != "engine"
        and (words := re.findall(r"\{\w+:(every[a-z_ ]+)\}", file.read_text()))
    }

    assert found == LEFT_OUT


def test_no_query_goes_past_the_layer():
    product = [*SOURCE.rglob("*.py"), *SOURCE.parent.glob("bsm_service/**/*.py")]
    past = [
        file.name for file in product if "context.snapshot" in file.read_text("utf-8")
    ]

    assert past == []


def test_a_row_is_seen_in_its_version_of_the_viewed_moment():
    sql = with_visible_rows("SELECT * FROM {meetings} m", TABLES, EVERYBODY)

    assert sql == (
        "WITH meetings AS NOT MATERIALIZED (SELECT * FROM {meetings} "
        "WHERE from_position <= :p AND to_position > :p) SELECT * FROM meetings m"
    )


def test_versions_up_to_the_viewed_moment_are_asked_for_by_a_word():
    sql = with_visible_rows("SELECT * FROM {meetings:every_version}", TABLES, EVERYBODY)

    assert "(SELECT * FROM {meetings} WHERE from_position <= :p)" in sql


def test_another_word_is_refused():
    with pytest.raises(ValueError, match="every_moment cannot be left out of meetings"):
        with_visible_rows("SELECT 1 FROM {meetings:every_moment}", TABLES, EVERYBODY)


def test_versions_of_what_is_restricted_are_not_seen_either(record: Record):
    versions = record.ask(
        EVERYBODY, ReadContext.rows, "SELECT * FROM {activities:every_version}"
    )

    assert len(versions) > 1
    assert {row["audience"] for row in versions} == {MatterAudience.ALL}

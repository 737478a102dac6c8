"""Rows whose texts are all hostile, for whatever draws them."""

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from bsm_domain.foundation.sources import Source
from bsm_projections.agreement.tables import Decision
from bsm_projections.agreement.text_comparison import Change, Run
from bsm_projections.engine.sealed_texts import ERASED_TEXT
from bsm_projections.follow_up.activity_details import ActivityDetails
from bsm_projections.follow_up.tables import Activity, Evidence, Milestone
from bsm_projections.history.tables import Fact
from bsm_projections.meetings.agenda import MeetingSession
from bsm_projections.meetings.read_model import Meeting
from bsm_service.vault.personal_data_reader import VisiblePerson
from dashboard.agreement.comparison import (
    ShownComparison,
    ShownParagraph,
    ShownPart,
)
from dashboard.components.html import Column
from dashboard.follow_up.activity_cards import Card
from dashboard.meetings.agenda.session_rows import SessionRow

HOSTILE = "\"'><script>alert('&amp;')</script>"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SOURCE = Source.model_construct(
    title=HOSTILE, address=f"https://example.org/{HOSTILE}", seen_on=NOON.date()
)


def filled(row_type: type[Any], **values: Any) -> Any:
    """A row whose texts are all hostile."""
    hints = get_type_hints(row_type)
    missing = [field.name for field in fields(row_type) if field.name not in values]
    return row_type(**values, **{name: example(hints[name]) for name in missing})


def example(hint: Any) -> Any:
    """A value of that type."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return example(next(of for of in arguments if of is not NoneType))
    if origin is Literal:
        return arguments[0]
    if origin is tuple:
        return (example(arguments[0]),)
    if is_dataclass(hint):
        return filled(hint)
    examples: dict[type[Any], Any] = {
        str: HOSTILE,
        bool: True,
        int: 3,
        datetime: NOON,
        date: NOON.date(),
        Source: SOURCE,
    }
    return examples[hint] if hint in examples else hint()


def address_of(*of: object) -> str:
    return f"/page?a=b&c={HOSTILE}"


ADDRESS = address_of()
PAIRS = [(HOSTILE, HOSTILE)]
COLUMNS = [Column(HOSTILE, numeric=True), Column(HOSTILE)]
SORTABLE = [
    Column(HOSTILE, numeric=True, address=ADDRESS, sorted="ascending"),
    COLUMNS[1],
]
BY_MARK = {"agree": [HOSTILE]}
DECISION = filled(Decision)
ROWS = [[HOSTILE, HOSTILE]]
FACTS = [filled(Fact), filled(Fact, occurred_at=NOON - timedelta(days=2))]
ACTIVITY = filled(Activity, status="in progress")
CARD = Card(ACTIVITY, HOSTILE, False, ((HOSTILE, HOSTILE),), ADDRESS, True)
LINK = f"https://example.org/{HOSTILE}"
EVIDENCE = (
    filled(Evidence, is_erased=False),
    filled(Evidence, is_erased=False, is_latest=False),
    filled(Evidence, id="2", is_erased=False, sha256=None, url=LINK, name=None),
    filled(Evidence, id="3"),
)
DETAILS = filled(
    ActivityDetails,
    activity=ACTIVITY,
    evidence=EVIDENCE,
    milestones=(filled(Milestone, state="set"),),
)
PERSON = filled(VisiblePerson, email=ERASED_TEXT)
MEETINGS = [filled(Meeting), filled(Meeting, id="2", city=None)]

SESSION_ROW = SessionRow(
    filled(MeetingSession),
    HOSTILE,
    [HOSTILE],
    [HOSTILE],
    PAIRS,
    HOSTILE,
    HOSTILE,
    ADDRESS,
    [(HOSTILE, HOSTILE, HOSTILE)],
)
PARAGRAPHS = [
    ShownParagraph(kind, 3, HOSTILE, HOSTILE) for kind in ("heading", "numbered")
]
COMPARISON = ShownComparison(
    HOSTILE,
    (
        ShownPart("equal", unchanged=tuple(PARAGRAPHS), summary=HOSTILE),
        ShownPart(
            "changed", 1, 1, 2, tuple(Run(each, HOSTILE) for each in Change), HOSTILE
        ),
    ),
)

# The arguments of every macro, by template and name.

"""What people typed is escaped in every template, and exactly once."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from jinja2 import UndefinedError
from jinja2.runtime import Macro
from markupsafe import Markup

from bsm_domain.foundation.sources import Source
from bsm_projections.agreement.tables import Decision
from bsm_projections.agreement.text_comparison import Change, Run
from bsm_projections.engine.sealed_texts import ERASED_TEXT
from bsm_projections.follow_up.activity_details import ActivityDetails
from bsm_projections.follow_up.tables import Activity, Evidence, Milestone
from bsm_projections.history.tables import Fact
from bsm_projections.leadership.activity_figures import OwnerStatuses
from bsm_projections.meetings.agenda import MeetingSession
from bsm_projections.meetings.delegations import MeetingDelegation
from bsm_projections.meetings.objectives import Objective
from bsm_projections.meetings.read_model import Meeting
from bsm_projections.registration.read_model import Registration
from bsm_service.vault.personal_data_reader import VisiblePerson
from dashboard.agreement import decision_texts
from dashboard.agreement.comparison import (
    ShownComparison,
    ShownParagraph,
    ShownPart,
)
from dashboard.agreement.overview.matrix import MatrixLine
from dashboard.agreement.position_groups import PositionGroup
from dashboard.components.html import Column, KeyFigure
from dashboard.components.templates import environment, render
from dashboard.follow_up import texts as follow_up_texts
from dashboard.follow_up.activity_cards import Card
from dashboard.meetings import step_texts
from dashboard.meetings import texts as meetings_texts
from dashboard.meetings.agenda import texts as agenda_texts
from dashboard.meetings.agenda.session_rows import SessionRow
from dashboard.meetings.steps import MeetingStep, StepState
from dashboard.people import texts as people_texts

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
CASES: dict[tuple[str, str], Callable[[], Any]] = {
    ("agreement/decision.html", "choices"): lambda: (
        HOSTILE,
        [(HOSTILE, ADDRESS, True), (HOSTILE, ADDRESS, False)],
    ),
    ("agreement/decision.html", "comments"): lambda: (
        [(HOSTILE, HOSTILE, NOON, HOSTILE)],
    ),
    ("agreement/decision.html", "compared"): lambda: (COMPARISON, True),
    ("agreement/decision.html", "contested"): lambda: (HOSTILE,),
    ("agreement/decision.html", "head"): lambda: (
        [HOSTILE],
        HOSTILE,
        HOSTILE,
        HOSTILE,
        [HOSTILE],
        HOSTILE,
    ),
    ("agreement/decision.html", "paragraph"): lambda: (PARAGRAPHS[0],),
    ("agreement/decision.html", "positions"): lambda: (
        [filled(PositionGroup, entries=((HOSTILE, HOSTILE, HOSTILE),))],
    ),
    ("agreement/decision.html", "related"): lambda: ([(HOSTILE, HOSTILE, ADDRESS)],),
    ("agreement/decision.html", "summary"): lambda: (HOSTILE,),
    ("agreement/decision.html", "text"): lambda: (
        HOSTILE,
        PARAGRAPHS,
        COMPARISON,
        decision_texts,
    ),
    ("agreement/room.html", "blocking"): lambda: (HOSTILE,),
    ("agreement/room.html", "read_out"): lambda: (HOSTILE, [HOSTILE]),
    ("agreement/room.html", "roll"): lambda: (
        [(HOSTILE, HOSTILE, True), (HOSTILE, HOSTILE, False)],
    ),
    ("agreement/room.html", "symbol"): lambda: (HOSTILE, HOSTILE, HOSTILE),
    ("agreement/room.html", "text"): lambda: (HOSTILE, PARAGRAPHS, HOSTILE, HOSTILE),
    ("agreement/room.html", "title"): lambda: (HOSTILE,),
    ("agreement/decisions.html", "awaited_card"): lambda: (
        DECISION,
        ADDRESS,
        HOSTILE,
        HOSTILE,
        HOSTILE,
        HOSTILE,
    ),
    ("agreement/decisions.html", "cell_link"): lambda: (HOSTILE, ADDRESS),
    ("agreement/decisions.html", "decision_list"): lambda: (
        [(DECISION, ADDRESS, [HOSTILE], True)],
    ),
    ("agreement/matrix.html", "mark_counts"): lambda: (
        BY_MARK,
        {"agree": HOSTILE},
    ),
    ("agreement/matrix.html", "matrix"): lambda: (
        [
            MatrixLine(
                DECISION, HOSTILE, HOSTILE, [("agree", HOSTILE)], {"agree": [HOSTILE]}
            )
        ],
        PAIRS,
        address_of,
        {"agree": HOSTILE},
        HOSTILE,
    ),
    ("components/facts.html", "fact_list"): lambda: (FACTS, address_of),
    ("components/facts.html", "recent_facts"): lambda: (FACTS, address_of, True),
    ("components/sources.html", "source_mark"): lambda: (SOURCE, True),
    ("components/figures.html", "figure_differences"): lambda: (
        [(HOSTILE, HOSTILE, HOSTILE)],
    ),
    ("agreement/outcomes.html", "outcome_matrix"): lambda: (
        HOSTILE,
        [HOSTILE, HOSTILE],
        [(HOSTILE, HOSTILE, HOSTILE, ADDRESS, [("7", ADDRESS, HOSTILE), ("", "", "")])],
    ),
    ("components/figures.html", "key_figures"): lambda: (
        [
            filled(
                KeyFigure, facts_query={"fact": "7"}, more_links=((HOSTILE, ADDRESS),)
            )
        ],
        True,
    ),
    ("components/figures.html", "slider_marks"): lambda: (
        [(0.5, HOSTILE, HOSTILE, ADDRESS)],
    ),
    ("components/style_sheet.html", "style_sheet"): lambda: (
        "light",
        [("text", "#000000")],
        ["in progress"],
        "",
    ),
    ("components/tables.html", "matrix_cell"): lambda: (7, ADDRESS, HOSTILE, "bsm-all"),
    ("components/tables.html", "matrix_head"): lambda: (HOSTILE, HOSTILE, [HOSTILE]),
    ("components/tables.html", "numeric"): lambda: (COLUMNS[0],),
    ("components/tables.html", "sortable_table"): lambda: (
        HOSTILE,
        SORTABLE,
        ROWS,
        [ADDRESS],
        HOSTILE,
    ),
    ("components/tables.html", "status_badge"): lambda: (HOSTILE,),
    ("components/tables.html", "table"): lambda: (HOSTILE, COLUMNS, ROWS),
    ("components/text.html", "link_row"): lambda: (
        [(HOSTILE, HOSTILE, ADDRESS)] * 2,
        HOSTILE,
    ),
    ("components/text.html", "alert"): lambda: (HOSTILE,),
    ("components/text.html", "definition_list"): lambda: (PAIRS, "kind"),
    ("components/text.html", "definitions"): lambda: (PAIRS,),
    ("components/text.html", "heading"): lambda: (HOSTILE, HOSTILE, HOSTILE, True),
    ("components/text.html", "headline"): lambda: (HOSTILE,),
    ("components/text.html", "link_line"): lambda: (HOSTILE, ADDRESS),
    ("components/text.html", "links"): lambda: ([(HOSTILE, ADDRESS)] * 2,),
    ("components/text.html", "named_line"): lambda: (HOSTILE, [HOSTILE, "", HOSTILE]),
    ("components/text.html", "paragraphs"): lambda: ("kind", [HOSTILE, HOSTILE]),
    ("components/text.html", "result_message"): lambda: (HOSTILE, 7, ADDRESS),
    ("follow_up/activity.html", "activity"): lambda: (
        CARD,
        PAIRS,
        (HOSTILE, HOSTILE),
        DETAILS,
        FACTS,
        {HOSTILE: HOSTILE},
        follow_up_texts,
        address_of,
        address_of,
        address_of,
    ),
    ("follow_up/activity.html", "title"): lambda: (HOSTILE, "anchor"),
    ("follow_up/cards.html", "board"): lambda: (
        [("in progress", [CARD], 9, ADDRESS)],
        [("confirmed", [CARD], 1, ADDRESS)],
    ),
    ("follow_up/cards.html", "card_groups"): lambda: (
        [(HOSTILE, HOSTILE, [CARD], 9, ADDRESS)],
    ),
    ("follow_up/cards.html", "card_list"): lambda: ([CARD], True, HOSTILE),
    ("follow_up/cards.html", "more_link"): lambda: (3, ADDRESS),
    ("follow_up/cards.html", "timeline_legend"): lambda: (),
    ("leadership/commitments.html", "activity_list"): lambda: (
        [(HOSTILE, HOSTILE, ADDRESS, HOSTILE)],
    ),
    ("leadership/commitments.html", "chart_notes"): lambda: ([HOSTILE],),
    ("leadership/commitments.html", "owner_matrix"): lambda: (
        [filled(OwnerStatuses, by_status=())],
        ["in progress", "overdue"],
        [[("in progress", 7, HOSTILE), ("overdue", 0, HOSTILE)]],
        4,
        address_of,
    ),
    ("leadership/commitments.html", "sentence_list"): lambda: ([HOSTILE],),
    ("meetings/agenda.html", "days"): lambda: (
        [(filled(MeetingSession).on, [SESSION_ROW])],
        agenda_texts,
        False,
    ),
    ("meetings/agenda.html", "day_heading"): lambda: (NOON.date(),),
    ("meetings/agenda.html", "session"): lambda: (SESSION_ROW, False),
    ("meetings/agenda.html", "versions"): lambda: ([(HOSTILE, HOSTILE, ADDRESS)],),
    ("meetings/meeting.html", "editions"): lambda: (
        [*COLUMNS * 2, COLUMNS[1]],
        MEETINGS,
        "2",
        address_of,
        meetings_texts,
        True,
    ),
    ("meetings/meeting.html", "meeting_properties"): lambda: (
        [(HOSTILE, HOSTILE, SOURCE, True)],
        meetings_texts,
    ),
    ("meetings/meeting.html", "objective"): lambda: (
        filled(Objective),
        [(HOSTILE, ADDRESS)],
        (HOSTILE, ADDRESS),
        [(HOSTILE, HOSTILE)],
        meetings_texts,
        True,
    ),
    ("meetings/meeting.html", "step"): lambda: (
        MeetingStep(step_texts.StepTitle(HOSTILE, HOSTILE), StepState.TO_DO, HOSTILE),
        step_texts,
    ),
    ("overview/objectives.html", "objective_list"): lambda: (
        [(filled(Objective), [(HOSTILE, ADDRESS)])],
        meetings_texts.objective_notes,
        True,
    ),
    ("people/person.html", "own_data_link"): lambda: (),
    ("people/person.html", "person_card"): lambda: (
        PERSON,
        HOSTILE,
        [HOSTILE],
        people_texts,
        True,
        True,
    ),
    ("people/person.html", "person_name"): lambda: (PERSON, people_texts),
    ("people/person.html", "personal_text"): lambda: (HOSTILE, people_texts),
    ("privacy/readings.html", "account"): lambda: (HOSTILE,),
    ("privacy/readings.html", "people"): lambda: (3, [HOSTILE]),
    ("privacy/readings.html", "readings_table"): lambda: (
        [HOSTILE, HOSTILE],
        [[HOSTILE, render("privacy/readings.html", "account", HOSTILE)]],
    ),
    ("registration/delegations.html", "sources"): lambda: (
        [(HOSTILE, SOURCE), (HOSTILE, None)],
        True,
    ),
    ("registration/delegations.html", "delegation_tiles"): lambda: (
        [filled(MeetingDelegation)],
        {},
        4,
        lambda delegation: delegation.name,
    ),
    ("registration/registrations.html", "registration_line"): lambda: (
        filled(Registration),
        render("people/person.html", "person_name", PERSON, people_texts),
        HOSTILE,
    ),
    ("reminders/notices.html", "notice"): lambda: (HOSTILE, ADDRESS, True),
    ("shell/layout.html", "badge"): lambda: ("live", HOSTILE, HOSTILE),
    ("shell/layout.html", "network_name"): lambda: (HOSTILE,),
}
SHOW_NO_VALUES = {
    "day_heading",
    "numeric",
    "own_data_link",
    "style_sheet",
    "timeline_legend",
}


class ShownTexts(HTMLParser):
    """The tags of HTML, and the texts and attributes as a browser understands them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.texts += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_every_macro_has_a_case():
    macros = {
        (template, name)
        for template in environment.list_templates()
        for name, macro in vars(environment.get_template(template).module).items()
        if isinstance(macro, Macro)
    }

    assert macros == {*CASES}


@pytest.mark.parametrize(("template", "macro"), CASES)
def test_what_people_typed_is_escaped_once(template: str, macro: str):
    html = render(template, macro, *CASES[template, macro]())

    shown = ShownTexts(html)
    assert "script" not in shown.tags
    text = "\n".join(shown.texts)
    assert (HOSTILE in text) is (macro not in SHOW_NO_VALUES)
    rest = text.replace(HOSTILE, "")
    assert not [part for part in ("script", "&lt;", "&amp;") if part in rest]
    assert isinstance(html, Markup)


def test_a_name_that_a_template_is_not_given_is_an_error():
    with pytest.raises(UndefinedError, match="has no attribute 'numeric'"):
        render("components/tables.html", "table", "Caption", [object()], [])


def test_a_line_break_between_tags_is_no_space():
    html = render("components/text.html", "heading", "Title", "Measure")

    assert html == (
        '<h2 class="bsm-title">Title</h2><p class="bsm-measure">Measure</p>'
    )

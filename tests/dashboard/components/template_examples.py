"""One example for each macro of a template, with hostile texts."""

from collections.abc import Callable
from typing import Any

from hostile_rows import (
    ADDRESS,
    BY_MARK,
    CARD,
    COLUMNS,
    COMPARISON,
    DECISION,
    DETAILS,
    FACTS,
    HOSTILE,
    MEETINGS,
    NOON,
    PAIRS,
    PARAGRAPHS,
    PERSON,
    ROWS,
    SESSION_ROW,
    SORTABLE,
    SOURCE,
    address_of,
    filled,
)

from bsm_projections.leadership.activity_figures import OwnerStatuses
from bsm_projections.meetings.agenda import MeetingSession
from bsm_projections.meetings.delegations import MeetingDelegation
from bsm_projections.meetings.objectives import Objective
from bsm_projections.registration.read_model import Registration
from dashboard.agreement import decision_texts
from dashboard.agreement.overview.matrix import MatrixLine
from dashboard.agreement.position_groups import PositionGroup
from dashboard.components.html import KeyFigure
from dashboard.components.templates import render
from dashboard.follow_up import texts as follow_up_texts
from dashboard.meetings import step_texts
from dashboard.meetings import texts as meetings_texts
from dashboard.meetings.agenda import texts as agenda_texts
from dashboard.meetings.steps import MeetingStep, StepState
from dashboard.people import texts as people_texts

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
    ("people/person.html", "duplicate_card"): lambda: (
        [(PERSON, HOSTILE), (PERSON, HOSTILE)],
        HOSTILE,
        people_texts,
    ),
    ("people/person.html", "own_data_link"): lambda: (),
    ("people/person.html", "person_card"): lambda: (
        PERSON,
        HOSTILE,
        [HOSTILE],
        people_texts,
        True,
        True,
        [(HOSTILE, HOSTILE)],
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
    ("registration/decisions.html", "decision_line"): lambda: (
        render("people/person.html", "person_name", PERSON, people_texts),
        HOSTILE,
        [HOSTILE],
        HOSTILE,
        HOSTILE,
    ),
    ("registration/my_delegation.html", "member_line"): lambda: (
        render("people/person.html", "person_name", PERSON, people_texts),
        [HOSTILE],
        HOSTILE,
    ),
    ("registration/my_delegation.html", "note_line"): lambda: (
        HOSTILE,
        [HOSTILE],
        ADDRESS,
        HOSTILE,
    ),
    ("registration/registrations.html", "registration_line"): lambda: (
        filled(Registration),
        render("people/person.html", "person_name", PERSON, people_texts),
        HOSTILE,
        HOSTILE,
    ),
    ("reminders/notices.html", "notice"): lambda: (HOSTILE, ADDRESS, True),
    ("shell/layout.html", "badge"): lambda: ("live", HOSTILE, HOSTILE),
    ("shell/layout.html", "network_name"): lambda: (HOSTILE,),
}

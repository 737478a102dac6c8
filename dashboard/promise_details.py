"""One promise as a whole: what it came from, its due dates, its facts."""

from html import escape

from bsm_projections.queries import facts as log
from bsm_projections.queries import lists
from bsm_projections.queries.lists import Activity, Objective
from dashboard import address, board, markup, promise_choices, promise_wording, wording
from dashboard.data import Fact
from dashboard.markup import Column
from dashboard.promise_choices import ACTIVITY, Choice
from dashboard.scene import Scene

# Streams are short; a page of the record holds them with room to spare.
MOST_FACTS = 200


def opened(scene: Scene, asked: str) -> Activity | None:
    """The activity of that id; None where nobody may see such a one now."""
    found: Activity | None = scene.look.ask("read.activities", lists.activity, asked)
    return found


def whole(choice: Choice, row: Activity) -> str:
    """Everything that is on record of one activity, as text."""
    look = choice.scene.look
    [card] = _cards(choice, row)
    objective = look.ask("read.objectives", lists.objective, row.objective_id)
    found = look.ask(
        "read.facts",
        log.facts,
        stream_id=row.id,
        newest_first=True,
        limit=MOST_FACTS,
    )
    return (
        '<section class="bsm-opened" aria-label="The activity that is open">'
        f'<h2 class="bsm-title">{escape(row.title)}</h2>'
        f"{board.card_list([card], statuses=True)}"
        f"{_told(choice, row, objective)}{_due_dates(choice, row)}"
        f"{_facts(found.items)}</section>"
    )


def _cards(choice: Choice, row: Activity) -> list[board.Card]:
    course = choice.courses.get(row.id)
    return [
        board.card_of(
            row,
            course,
            due_words=promise_wording.due(row, course, choice.today(row)),
            names=choice.scene.look.delegation_names(),
            address=promise_choices.link(**{ACTIVITY: row.id}),
        )
    ]


def _told(choice: Choice, row: Activity, objective: Objective | None) -> str:
    names = choice.scene.look.delegation_names()
    meeting = choice.editions.get(row.meeting_id)
    owner = f"{row.owner_name}, {row.agency}" if row.agency else row.owner_name
    told = [("Owner", owner)]
    if row.partners:
        partners = [names.get(code, code) for code in row.partners]
        told.append(("Partners", wording.listed(partners, most=len(partners))))
    if objective is not None:
        told.append((f"From objective {objective.code}", objective.text))
    if meeting is not None:
        told.append(("Meeting", wording.edition(meeting)))
    return markup.pairs(told, "bsm-promised")


def _due_dates(choice: Choice, row: Activity) -> str:
    course = choice.courses.get(row.id)
    if course is None or len(course.due_dates) < 2:
        return ""
    rows = promise_wording.history_of(course.due_dates)
    moved = promise_wording.moved(len(rows) - 1)
    return f'<h3 class="bsm-subtitle">Due date {moved}</h3>' + markup.table(
        "Due dates with their reasons",
        [Column("Due"), Column("Held"), Column("Why")],
        rows,
    )


def _facts(facts: tuple[Fact, ...]) -> str:
    return '<h3 class="bsm-subtitle">Its facts</h3>' + markup.fact_list(
        facts,
        lambda fact: markup.link(
            "/history", address.with_everywhere({"fact": str(fact.position)})
        ),
    )

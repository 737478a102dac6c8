"""Entries that may be one person, for the secretariat to merge."""

from bsm_domain.foundation import formatting
from bsm_projections.people.duplicates import DuplicatePair
from bsm_service.vault.personal_data_reader import VisiblePerson
from dashboard.components.templates import render
from dashboard.data import person_entries, personal_data
from dashboard.data.page_context import PageContext
from dashboard.people import texts
from dashboard.people.entry_forms import merge_button
from dashboard.widgets import pagination
from dashboard.widgets.headings import line_with_buttons, show_heading

_PAIRS_PER_PAGE = 10


def show_duplicates(page: PageContext) -> None:
    """The pairs, each with its button; nothing for who may not merge, or where there
    are none.
    """
    pairs = person_entries.possible_duplicates(page.viewer)
    if not pairs:
        return
    show_heading(texts.duplicates_finding(len(pairs)), texts.DUPLICATES_MEASURE)
    with pagination.page_of(pairs, _PAIRS_PER_PAGE, "duplicates") as shown:
        entries = {
            person.id: person
            for pair in shown
            for person in (pair.into, pair.participant)
        }
        people = personal_data.open_personal_data(
            page.viewer,
            tuple(entries.values()),
            personal_data.NAME_AND_POST[:1],
            purpose="list of possible duplicates",
            place="page People",
        )
        for pair in shown:
            _show_pair(page, pair, people)


def _show_pair(
    page: PageContext, pair: DuplicatePair, people: dict[str, VisiblePerson]
) -> None:
    entries = [
        (people[person.id], person.delegation_name)
        for person in (pair.into, pair.participant)
    ]
    because = formatting.capitalize(pair.because)
    card = render("people/person.html", "duplicate_card", entries, because, texts)
    names = [f"{person.name} ({delegation})" for person, delegation in entries]
    with line_with_buttons(card, f"duplicate-{pair.into.id}-{pair.participant.id}"):
        merge_button(page, pair, names)

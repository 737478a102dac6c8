"""Changes that delegations requested after the deadline, on the page Queue."""

from dashboard.components.templates import render
from dashboard.data import personal_data
from dashboard.data.page_context import PageContext
from dashboard.people import texts as people_texts
from dashboard.registration import forms as registration_forms
from dashboard.registration.decisions import rows, selection, texts
from dashboard.widgets.headings import (
    line_with_buttons,
    show_empty_state,
    show_heading,
)


def show_changes(page: PageContext) -> None:
    """Each with its reason, and the button that grants or refuses it."""
    found = selection.read_changes(page)
    show_heading(
        texts.changes_finding(found.total),
        texts.CHANGES_MEASURE,
        is_invented=page.marks_invented and bool(found.items),
    )
    if not found.items:
        show_empty_state(texts.NO_CHANGES)
        return
    registrations = rows.read_registrations(
        page, [request.registration_id for request in found.items]
    )
    people = rows.people_of(page, list(registrations.values()))
    substitutes = _substitutes(page, [each.substitute for each in found.items])
    for request in found.items:
        registration = registrations[request.registration_id]
        person = people.get(registration.participant_id or "")
        line = render(
            "registration/decisions.html",
            "decision_line",
            render("people/person.html", "person_name", person, people_texts),
            request.delegation_name,
            [
                registration.function,
                texts.change_text(request, substitutes.get(request.substitute or "")),
            ],
        )
        with line_with_buttons(line, f"change-{registration.id}"):
            registration_forms.registration_button(
                page, registration, page.shown_meeting, rows.name_of(person)
            )
    rows.show_page_buttons(found.next_key, found.total)
    rows.show_files(page, "changes", lambda: _file_rows(page))


def _substitutes(page: PageContext, ids: list[str | None]) -> dict[str, str]:
    people = personal_data.open_by_ids(
        page.viewer,
        [id for id in ids if id is not None],
        personal_data.NAME_AND_POST[:1],
        purpose="substitutes that delegations request",
        place="page Queue",
    )
    return {id: str(person.name) for id, person in people.items()}


def _file_rows(page: PageContext) -> list[dict[str, object]]:
    found = selection.read_changes(page, limit=rows.MOST_IN_A_FILE).items
    registrations = rows.read_registrations(
        page, [request.registration_id for request in found]
    )
    people = rows.people_of(page, list(registrations.values()))
    substitutes = _substitutes(page, [each.substitute for each in found])
    return [
        {
            "Delegation": request.delegation_name,
            "Name": rows.name_of(
                people.get(registrations[request.registration_id].participant_id or "")
            ),
            "Change": texts.change_text(
                request, substitutes.get(request.substitute or "")
            ),
        }
        for request in found
    ]

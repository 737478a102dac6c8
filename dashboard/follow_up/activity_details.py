"""One activity in full: its origin, age, due dates, milestones, evidence and comments,
and its facts with those of all that it continues.
"""

from markupsafe import Markup

from bsm_domain.foundation import formatting
from bsm_projections.follow_up.activity_details import ActivityDetails, activity_details
from bsm_projections.follow_up.tables import Activity, Evidence, LinkedDecision
from bsm_projections.history import queries
from bsm_projections.history.tables import Fact
from bsm_projections.meetings import objective_queries
from dashboard.components.html import link_address, table
from dashboard.components.templates import render
from dashboard.data import personal_data
from dashboard.data.page_context import PageContext
from dashboard.follow_up import activity_cards, due_date_texts, selection, texts
from dashboard.follow_up.selection import ACTIVITY, ActivitySelection
from dashboard.shell import address

# Streams are short; a page of the record holds them with room to spare.
MAX_FACTS = 400


def fetch_details(page: PageContext, requested: str) -> ActivityDetails | None:
    """The activity of that id; None if the viewer may not see one at this moment."""
    result: ActivityDetails | None = page.viewer.fetch(
        "read.activities", activity_details, requested
    )
    return result


def facts_with_ancestors(
    selected: ActivitySelection, details: ActivityDetails
) -> tuple[Fact, ...]:
    """Its facts and those of the activities it continues, newest first."""
    streams = (details.activity.id, *(ancestor.id for ancestor in details.ancestors))
    result = selected.page.viewer.fetch(
        "read.facts",
        queries.facts,
        streams=streams,
        newest_first=True,
        limit=MAX_FACTS,
    )
    return result.items


def title_html(row: Activity) -> Markup:
    """What is open; a link that opens it leads here."""
    return render(
        "follow_up/activity.html", "title", row.title, selection.OPENED_ANCHOR
    )


def details_html(
    selected: ActivitySelection, details: ActivityDetails, facts: tuple[Fact, ...]
) -> Markup:
    """Everything on record about one activity, as HTML."""
    row = details.activity
    return render(
        "follow_up/activity.html",
        "activity",
        activity_cards.card_of(selected, row),
        _properties(selected, details),
        _due_dates(selected, row),
        details,
        facts,
        selected.page.viewer.delegation_names(),
        texts,
        activity_address=lambda id: selection.link_address(**{ACTIVITY: id}),
        file_address=lambda evidence: _file_address(row, evidence),
        fact_address=lambda fact: address.link("/history", fact=str(fact.position)),
    )


def _file_address(row: Activity, evidence: Evidence) -> str:
    as_of = address.parameter(address.AS_OF)
    return link_address(
        f"/api/v1/activities/{row.id}/evidence/{evidence.id}/{evidence.revision}",
        {address.AS_OF: as_of} if as_of else {},
    )


def _properties(
    selected: ActivitySelection, details: ActivityDetails
) -> list[tuple[str, str | Markup]]:
    row, names = details.activity, selected.page.viewer.delegation_names()
    owner = f"{row.owner_name}, {row.agency}" if row.agency else row.owner_name
    properties: list[tuple[str, str | Markup]] = [("Owner", owner)]
    if row.person is not None:
        properties.append(("Person", _person_name(selected, row)))
    if row.partners:
        partners = [names.get(code, code) for code in row.partners]
        properties.append(
            ("Partners", formatting.join_names(partners, limit=len(partners)))
        )
    if origin := _origin_text(selected, row):
        properties.append(origin)
    properties += [
        (
            "From decision" if decision.id == row.decision_id else "Part of decision",
            _decision_link(decision),
        )
        for decision in details.decisions
    ]
    meetings = [selected.meeting_name(id) for id in details.meetings]
    if meetings:
        properties.append(("Meeting", ", then ".join(meetings)))
    first = selected.meetings_by_id.get(row.first_meeting_id)
    properties.append(("Age", due_date_texts.age_text(row, first)))
    return properties


def _decision_link(decision: LinkedDecision) -> Markup:
    name = decision.symbol or "Draft"
    link = address.link("/decision", decision=decision.id)
    return render(
        "components/text.html", "links", [(f"{name} · {decision.title}", link)]
    )


def _person_name(selected: ActivitySelection, row: Activity) -> str:
    """The person's name if the viewer may see it; else that a person is named."""
    assert row.person is not None
    viewer = selected.page.viewer
    if not personal_data.may_see_names(viewer.principal, row.owner, row.person):
        return "named on record"
    people = personal_data.open_by_ids(
        viewer,
        [row.person],
        personal_data.NAME_AND_POST,
        purpose="who does an activity",
        place="page Follow-up",
    )
    person = people.get(row.person)
    return str(person.name) if person and person.name else "named on record"


def _origin_text(selected: ActivitySelection, row: Activity) -> tuple[str, str] | None:
    viewer = selected.page.viewer
    if row.origin_kind == "objective":
        objective = viewer.fetch(
            "read.objectives", objective_queries.objective, row.objective_id
        )
        return (
            (f"From objective {objective.code}", objective.text) if objective else None
        )
    if row.origin_kind == "session":
        sessions = {
            session.id: session.title
            for meeting in selected.meetings_by_id.values()
            for session in meeting.agenda
        }
        return "From session", sessions.get(row.origin or "", "not visible to you")
    if row.origin_kind == "decision":
        if row.decision_id is not None:  # named with its link
            return None
        return "From decision", row.origin or "not visible to you"
    return "From another list", row.origin or "no number there"


def _due_dates(selected: ActivitySelection, row: Activity) -> tuple[str, Markup] | None:
    """A finding and a table, where it was postponed."""
    history = selected.due_date_histories.get(row.id)
    if history is None or len(history.due_dates) < 2:
        return None
    rows = due_date_texts.due_date_rows(history.due_dates)
    finding = f"Due date {due_date_texts.postponed_text(len(rows) - 1)}"
    return finding, table("Due dates with their reasons", rows)

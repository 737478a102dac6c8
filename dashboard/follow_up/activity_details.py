"""One activity in full: its origin, age, due dates, milestones, evidence and comments,
and its facts with those of all that it continues.
"""

from html import escape
from urllib.parse import urlencode

from bsm_domain.foundation import formatting
from bsm_projections.follow_up.activity_details import (
    ActivityDetails,
    Evidence,
    activity_details,
)
from bsm_projections.follow_up.queries import Activity
from bsm_projections.history import queries
from bsm_projections.meetings import objective_queries
from dashboard.components import fact_html
from dashboard.components import html as components_html
from dashboard.components.html import Column
from dashboard.data import personal_data
from dashboard.data.page_context import PageContext
from dashboard.data.queries import Fact
from dashboard.follow_up import activity_cards, due_date_texts, selection
from dashboard.follow_up import html as follow_up_html
from dashboard.follow_up.html import subtitle
from dashboard.follow_up.selection import ACTIVITY, ActivitySelection
from dashboard.shell import address

# Streams are short; a page of the record holds them with room to spare.
MAX_FACTS = 400


def fetch_details(page: PageContext, requested: str) -> ActivityDetails | None:
    """The activity of that id; None where nobody may see such a one now."""
    result: ActivityDetails | None = page.viewer.fetch(
        "read.activities", activity_details, requested
    )
    return result


def facts_with_ancestors(
    selected: ActivitySelection, details: ActivityDetails
) -> tuple[Fact, ...]:
    """Its facts and those of all that it continues, the newest first."""
    streams = (details.activity.id, *(ancestor.id for ancestor in details.ancestors))
    result = selected.page.viewer.fetch(
        "read.facts",
        queries.facts,
        streams=streams,
        newest_first=True,
        limit=MAX_FACTS,
    )
    return result.items


def title_html(row: Activity) -> str:
    """What is open; a link that opens it leads here."""
    return (
        f'<h2 class="bsm-title bsm-opened-title" id="{selection.OPENED_ANCHOR}">'
        f"{escape(row.title)}</h2>"
    )


def details_html(
    selected: ActivitySelection, details: ActivityDetails, facts: tuple[Fact, ...]
) -> str:
    """Everything that is on record of one activity, as text."""
    row = details.activity
    history = selected.due_date_histories.get(row.id)
    card = activity_cards.make_card(
        row,
        history,
        due_words=due_date_texts.due_text(row, history, selected.today_at(row)),
        names=selected.page.viewer.delegation_names(),
        address=_activity_link(row.id),
    )

    def file_at(evidence: Evidence) -> str:
        parameters = {address.AS_OF: address.parameter(address.AS_OF)}
        query = urlencode({name: value for name, value in parameters.items() if value})
        path = f"/api/v1/activities/{row.id}/evidence/{evidence.id}/{evidence.revision}"
        return escape(f"{path}?{query}" if query else path)

    def delegation_name(code: str) -> str:
        return names.get(code, code)

    names = selected.page.viewer.delegation_names()
    related_html = "".join(
        follow_up_html.related_activities(title, related, _activity_link)
        for title, related in (
            ("Waits for", details.waits_for),
            ("Is waited for by", details.awaited_by),
            ("Continues", details.ancestors),
            ("Is continued by", details.continued_by),
        )
    )
    return (
        '<section class="bsm-opened" aria-label="The activity that is open">'
        f"{activity_cards.card_list([card], statuses=True)}"
        f"{_properties_html(selected, details)}{_due_dates_html(selected, row)}"
        f"{follow_up_html.milestones(details.milestones)}"
        f"{related_html}"
        f"{follow_up_html.evidence_list(details.evidence, file_at)}"
        f"{follow_up_html.comment_list(details.comments, delegation_name)}"
        f"{_facts_html(facts)}</section>"
    )


def _activity_link(id: str) -> str:
    return selection.link_address(**{ACTIVITY: id})


def _properties_html(selected: ActivitySelection, details: ActivityDetails) -> str:
    row, names = details.activity, selected.page.viewer.delegation_names()
    owner = f"{row.owner_name}, {row.agency}" if row.agency else row.owner_name
    properties = [("Owner", owner)]
    if row.person is not None:
        properties.append(("Person", _person_name(selected, row)))
    if row.partners:
        partners = [names.get(code, code) for code in row.partners]
        properties.append(
            ("Partners", formatting.join_names(partners, limit=len(partners)))
        )
    if origin := _origin_text(selected, row):
        properties.append(origin)
    meetings = [selected.meeting_name(id) for id in details.meetings]
    if meetings:
        properties.append(("Meeting", ", then ".join(meetings)))
    first = selected.meetings_by_id.get(row.first_meeting_id)
    properties.append(("Age", due_date_texts.age_text(row, first)))
    return components_html.definition_list(properties, "bsm-promised")


def _person_name(selected: ActivitySelection, row: Activity) -> str:
    """Who does it, for those who may see names; that somebody is named, for others."""
    assert row.person is not None
    viewer = selected.page.viewer
    if not personal_data.may_see_names(viewer.principal, row.owner, row.person):
        return "named on record"
    participants = tuple(personal_data.find_participants(viewer, [row.person]).values())
    people = personal_data.open_personal_data(
        viewer,
        participants,
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
        return "From the session", sessions.get(row.origin or "", "not shown")
    if row.origin_kind == "decision":
        return "From the decision", row.origin or ""
    return "From another list", row.origin or "without a number there"


def _due_dates_html(selected: ActivitySelection, row: Activity) -> str:
    history = selected.due_date_histories.get(row.id)
    if history is None or len(history.due_dates) < 2:
        return ""
    rows = due_date_texts.due_date_rows(history.due_dates)
    moved = due_date_texts.postponed_text(len(rows) - 1)
    return subtitle(f"Due date {moved}") + components_html.table(
        "Due dates with their reasons",
        [Column("Due"), Column("Held"), Column("Why")],
        rows,
    )


def _facts_html(facts: tuple[Fact, ...]) -> str:
    return subtitle("Its facts") + fact_html.fact_list(
        facts,
        lambda fact: components_html.link_address(
            "/history", address.with_shared_parameters({"fact": str(fact.position)})
        ),
    )

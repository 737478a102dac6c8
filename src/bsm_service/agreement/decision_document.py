"""A decision, or its draft, on paper: its text, how it was adopted, and what became of
it, with the moment at which that was known.
"""

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from bsm_domain.agreement.text_body import TextBody, paragraph_numbers
from bsm_domain.agreement.values import DecisionStatus, Position
from bsm_domain.foundation.formatting import format_datetime, format_number
from bsm_domain.foundation.participating_states import name_in_sentence
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.agreement.decision_details import decision_ending
from bsm_projections.agreement.decision_status import is_upheld
from bsm_projections.agreement.queries import (
    DecisionVersion,
    Translation,
    decision_versions,
    positions,
)
from bsm_projections.agreement.tables import Decision, DelegationPosition
from bsm_projections.engine.audience import audience_notice
from bsm_projections.engine.moment import Moment
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.follow_up.queries import activities_where
from bsm_projections.meetings.display_names import short_meeting_name
from bsm_projections.meetings.queries import meeting
from bsm_projections.meetings.read_model import Meeting
from bsm_service.agreement import document_texts
from bsm_service.application.record_list import QueryRequest
from bsm_service.application.system import demonstration_notice
from bsm_service.documents.pdf import PdfDocument

_TEMPLATE = (files(__package__) / "decision.typ").read_bytes()
# Of all translations together, in characters: what is laid out in seconds.
_MAX_TRANSLATED = 300_000


def decision_document(request: QueryRequest, decision: Decision) -> PdfDocument:
    """The document of what the viewer may see of a decision at the viewed moment. The
    same moment makes the same bytes.
    """
    context = request.context
    moment = context.moment
    shown_number = decision.adopted_version or decision.text_version
    shown = next(
        version
        for version in decision_versions(context, decision.id)
        if version.number == shown_number
    )
    of_meeting = meeting(context, decision.meeting_id)
    assert of_meeting is not None
    network = request.system.network()
    root = request.system.store.root_at(moment.position).hex()[:16]
    kind = document_texts.kind_of(decision)
    ending = decision_ending(context, decision.id)
    data = {
        "network": network.name if network else "",
        "kind": kind,
        "title": shown.text.title,
        "language": decision.language,
        "marks": document_texts.marks(
            decision,
            _successors(context, decision),
            moment.at,
            is_upheld=is_upheld(decision, positions(context, decision.id)),
        ),
        "properties": [
            *([("Reason", ending.reason)] if ending.reason else ()),
            *_properties(context, decision, shown, of_meeting),
        ],
        "paragraphs": _paragraphs(shown.text),
        "activities": _activities(context, decision),
        "summary": ending.summary or "",
        "digest": shown.digest,
        "foot": f"As known at fact {format_number(moment.position)}, "
        f"{format_datetime(moment.at)}; root hash {root}",
        "coverage": audience_notice(context.audience),
        "notice": demonstration_notice(request.system) or "",
        **_translations(decision, shown),
        **_positions(context, decision, shown_number),
    }
    return PdfDocument(_TEMPLATE, data, moment.at, file_name(decision, moment))


def file_name(decision: Decision, moment: Moment) -> str:
    """NFP.DEC-2-16-1204.pdf"""
    name = f"draft-decision-version-{decision.text_version}"
    if decision.symbol is not None:
        name = decision.symbol.replace("/", "-")
    return f"{name}-{moment.position}.pdf"


def _successors(context: ReadContext, decision: Decision) -> list[str]:
    rows = context.rows_among(
        "SELECT symbol FROM {decisions} WHERE decision_id IN (:ids) "
        "AND symbol IS NOT NULL ORDER BY adopted_at, symbol",
        decision.superseded_by,
    )
    return [row["symbol"] for row in rows]


def _properties(
    context: ReadContext,
    decision: Decision,
    shown: DecisionVersion,
    of_meeting: Meeting,
) -> list[tuple[str, str]]:
    zone = decision.time_zone or of_meeting.time_zone
    found = [("Meeting", short_meeting_name(of_meeting))]
    if decision.objective_code is not None:
        found.append(("Objective", decision.objective_code))
    if decision.adopted_at is not None:
        found.append(("Adopted", document_texts.adoption(decision, zone)))
        found.append(
            ("Entitled", document_texts.entitled(decision, decision.adopted_at))
        )
    elif decision.status == DecisionStatus.IN_PROCEDURE:
        assert decision.opened_at is not None
        found.append(("Procedure", document_texts.procedure(decision)))
        found.append(
            ("Entitled", document_texts.entitled(decision, decision.opened_at))
        )
    by = "the Chair or the secretariat"
    if shown.tabled_by is not None:
        by = name_in_sentence(context.delegation_name(shown.tabled_by))
    found.append(("Version", document_texts.version(shown, zone, by)))
    found.append(("Language", document_texts.language(decision)))
    if decision.audience == MatterAudience.FOCAL_POINTS:
        found.append(("Circulation", document_texts.FOCAL_POINTS_ONLY))
    return found


def _paragraphs(body: TextBody) -> list[dict[str, Any]]:
    numbers = paragraph_numbers(body)
    return [
        {
            "id": str(paragraph.id),
            "kind": paragraph.kind,
            "number": numbers.get(paragraph.id),
            "text": paragraph.text,
        }
        for paragraph in body.paragraphs
    ]


def _translations(decision: Decision, shown: DecisionVersion) -> dict[str, Any]:
    """Each as the text it is made of, with the same numbers; those for which there is
    no room are named.
    """
    printed, left_out, length = [], [], 0
    for translation in shown.translations:
        length += sum(map(len, translation.texts.values()))
        if length > _MAX_TRANSLATED:
            left_out.append(translation.language)
            continue
        note = document_texts.translation_note(translation.language, decision.language)
        printed.append(
            {
                "language": translation.language,
                "title": translation.title,
                "note": note,
                "paragraphs": [
                    _translated(paragraph, translation, decision.language)
                    for paragraph in _paragraphs(shown.text)
                ],
            }
        )
    return {
        "translations": printed,
        "translations_note": document_texts.translations_left_out(left_out),
    }


def _translated(
    paragraph: dict[str, Any], translation: Translation, authentic: str
) -> dict[str, Any]:
    """In the authentic language where there is no translation of it."""
    text = translation.texts.get(paragraph["id"])
    if text is None:
        return {**paragraph, "language": authentic}
    return {**paragraph, "text": text}


def _positions(
    context: ReadContext, decision: Decision, shown_number: int
) -> dict[str, Any]:
    """Before adoption those of the way, for delegations; then the final ones. Never how
    many there are: consensus is the absence of objection.
    """
    is_adopted = decision.adopted_version is not None
    if not is_adopted and not context.audience.negotiation:
        note = document_texts.positions_before_adoption(
            is_opposed=decision.objection_stands
        )
        return {"positions": [], "reservations": [], "positions_note": note}
    standing = [
        said
        for said in positions(context, decision.id)
        if said.position is not None
        and (said.version == shown_number or not is_adopted)
    ]
    current = [said for said in standing if said.version == shown_number]
    stale = [said for said in standing if said.version != shown_number]
    rows = [
        (label, _speakers(current, position, decision))
        for position, label in document_texts.POSITIONS.items()
        if any(said.position == position for said in current)
    ]
    if stale:
        rows.append(
            (
                document_texts.STALE,
                "; ".join(document_texts.earlier(said, decision) for said in stale),
            )
        )
    reservations = [
        (document_texts.delegation_name(said, decision), said.text)
        for said in current
        if said.position == Position.RESERVE and said.text
    ]
    note = "" if rows else document_texts.NO_POSITIONS
    return {"positions": rows, "reservations": reservations, "positions_note": note}


def _speakers(
    current: Sequence[DelegationPosition], position: Position, decision: Decision
) -> str:
    return "; ".join(
        document_texts.speaker(said, decision)
        for said in current
        if said.position == position
    )


def _activities(context: ReadContext, decision: Decision) -> list[str]:
    """The linked activities that the viewer may see, in the order of the text."""
    places = {id: place for place, id in enumerate(decision.activities)}
    if not places:
        return []
    names: dict[str, Any] = {f"id_{place}": id for id, place in places.items()}
    condition = f"activity_id IN ({', '.join(f':{name}' for name in names)})"
    found = activities_where(context, condition, "activity_id", **names)
    return [
        document_texts.activity(row)
        for row in sorted(found, key=lambda row: places[row.id])
    ]

"""Sentences of facts about the agenda of a meeting, in the draft and released."""

from collections.abc import Mapping
from uuid import UUID

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.agenda_facts import (
    AgendaReleased,
    SessionChanged,
    SessionDropped,
    SessionScheduled,
    SpeakersNamed,
    is_about_draft,
)
from bsm_projections.engine.fact_sentences import FactSentence, Words, no_words


def _restricted_session(fact: SessionScheduled) -> UUID | None:
    is_restricted = fact.session.audience is MatterAudience.FOCAL_POINTS
    return fact.session.session_id if is_restricted else None


def _drafted_session(fact: SessionScheduled) -> UUID | None:
    return None if fact.released else fact.session.session_id


def _scheduled_words(fact: SessionScheduled) -> Words:
    """A session is named only if it is on the released agenda."""
    if fact.released:
        return {"what": f"“{fact.session.title}” was added to"}
    return {"what": "A session was added to the draft of"}


def _release_words(fact: AgendaReleased) -> Words:
    return {"number": fact.number, "note": fact.note or ""}


AGENDA_SENTENCES: Mapping[type[DomainEvent], FactSentence] = {
    SessionScheduled: FactSentence(
        "{what} the agenda of {meeting}.",
        _scheduled_words,
        audience=lambda fact: fact.session.audience,
        restricts_part=_restricted_session,
        drafts_part=_drafted_session,
        about_draft=is_about_draft,
    ),
    SessionChanged: FactSentence(
        "A session in the draft of the agenda of {meeting} was changed.",
        no_words,
        of_part=lambda fact: fact.session.session_id,
        about_draft=is_about_draft,
    ),
    SpeakersNamed: FactSentence(
        "The speakers of a session were named in the draft of the agenda of {meeting}.",
        no_words,
        of_part=lambda fact: fact.session_id,
        about_draft=is_about_draft,
    ),
    SessionDropped: FactSentence(
        "A session was dropped from the draft of the agenda of {meeting}.",
        no_words,
        of_part=lambda fact: fact.session_id,
        about_draft=is_about_draft,
    ),
    AgendaReleased: FactSentence(
        "Version {number} of the agenda of {meeting} was released{note}",
        _release_words,
        releases_drafts=True,
    ),
}

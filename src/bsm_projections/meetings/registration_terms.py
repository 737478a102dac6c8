"""Read model: the terms of registration for each meeting."""

from dataclasses import dataclass
from datetime import datetime

from bsm_domain.meetings.registration_terms import (
    RegistrationTerms,
    RegistrationTermsSet,
)
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.temporal_tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsOfRegistration:
    """The terms of registration for a meeting; without a `set_at` they were never set,
    and there are no deadlines or limits. `quorum` is a number of participating States.
    """

    meeting_id: Id
    nominations_until: datetime | None
    changes_until: datetime | None
    late_nominations: str
    note: str
    alternates_at_most: int | None
    alternates_need_head: bool
    organisations_send: tuple[str, ...]
    waiting_list: str
    people_may_ask: bool
    list_shown_to: str
    quorum: int | None
    quorum_is_majority: bool
    set_at: datetime | None


REGISTRATION_TERMS = Table("registration_terms", TermsOfRegistration, ("meeting_id",))


def terms_row(fact: RegistrationTermsSet) -> TermsOfRegistration:
    return _terms(str(fact.originator_id), fact.terms, fact.occurred_at)


def registration_terms(
    context: ReadContext, meeting_id: Id
) -> TermsOfRegistration | None:
    """None for a meeting that was not yet on record."""
    sql = "SELECT * FROM {registration_terms} WHERE meeting_id = :id"
    found = context.find(TermsOfRegistration, sql, id=meeting_id)
    if found is not None:
        return found
    sql = "SELECT meeting_id FROM {meetings} WHERE meeting_id = :id"
    if context.row(sql, id=meeting_id) is None:
        return None
    return _terms(meeting_id, RegistrationTerms(), None)


def _terms(
    meeting_id: str, terms: RegistrationTerms, set_at: datetime | None
) -> TermsOfRegistration:
    return TermsOfRegistration(meeting_id=meeting_id, set_at=set_at, **dict(terms))

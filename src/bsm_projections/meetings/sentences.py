"""The sentences of facts about the network, its meetings and objectives."""

from bsm_domain.foundation.formatting import (
    count_of,
    format_date,
    format_ordinal,
    join_names,
)
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.issued_list_facts import ListOfParticipantsIssued
from bsm_domain.meetings.meeting_facts import (
    AttendanceCorrected,
    AttendanceStated,
    CapacityChanged,
    DelegationsInvited,
    DetailsChanged,
    InvitationWithdrawn,
    MeetingAnnounced,
    MeetingCancelled,
    MeetingConcluded,
    MeetingDetails,
    MeetingOpened,
    MeetingPostponed,
    QuotaChanged,
    RegistrationClosed,
    RegistrationOpened,
    RegistrationReopened,
    RollCalled,
    SymbolChosen,
)
from bsm_domain.meetings.network import NetworkEstablished, OrganisationNamed
from bsm_domain.meetings.objective import (
    AimListed,
    ObjectiveDiscussed,
    ObjectiveMoved,
    ObjectiveReworded,
    ObjectiveSet,
    ObjectiveWithdrawn,
)
from bsm_domain.meetings.registration_terms import RegistrationTermsSet
from bsm_domain.meetings.session_places import SessionPlacesSet
from bsm_projections.engine.fact_sentences import (
    EarlierFacts,
    FactSentence,
    StreamSubject,
    SubjectSentences,
    Words,
    format_count_of,
    format_day,
    format_optional_reason,
    reason_words,
    text_word,
)
from bsm_projections.meetings.agenda_sentences import AGENDA_SENTENCES
from bsm_projections.meetings.source_sentences import (
    DETAIL_NAMES,
    SOURCE_SENTENCES,
)


def _network_subject(_: NetworkEstablished, __: EarlierFacts) -> StreamSubject:
    return StreamSubject()


def _meeting_subject(fact: MeetingAnnounced, _: EarlierFacts) -> StreamSubject:
    return StreamSubject(
        meeting_id=str(fact.originator_id),
        words={"meeting": _meeting_name(fact.details)},
    )


def _meeting_name(details: MeetingDetails) -> str:
    """A meeting within a sentence: "the 10th meeting (Berlin 2016)"."""
    year = details.starts_on.year
    where = f"{details.city} {year}" if details.city else f"{year}"
    if details.edition:
        return f"the {format_ordinal(details.edition)} meeting ({where})"
    return f"the meeting of {where}"


def _objective_subject(fact: ObjectiveSet, _: EarlierFacts) -> StreamSubject:
    return StreamSubject(
        meeting_id=str(fact.meeting_id),
        audience=fact.audience,
        words={"code": fact.code},
    )


def _network_words(fact: NetworkEstablished) -> Words:
    suffix = ", as a demonstration" if fact.demonstration else ""
    return {"name": fact.name, "demonstration": suffix}


def _invitation_words(fact: DelegationsInvited) -> Words:
    count = len(fact.delegations)
    return {"invited": count_of(count, "delegation was", "delegations were")}


def _quota_words(fact: QuotaChanged) -> Words:
    return {"delegation": fact.delegation, "quota": fact.quota} | reason_words(fact)


def _attendance_words(fact: AttendanceStated | AttendanceCorrected) -> Words:
    at_least = "more than " if fact.total.at_least else ""
    return {"participants": fact.total.participants, "at_least": at_least}


def _details_words(fact: DetailsChanged) -> Words:
    names = [DETAIL_NAMES.get(name, name) for name in fact.changed]
    changed = f"{join_names(names, limit=None)} of"
    return {"changed": changed} | reason_words(fact)


def _postponed_words(fact: MeetingPostponed) -> Words:
    if fact.starts_on is None:
        return {"until": "until further notice"} | reason_words(fact)
    return {"until": f"to {format_date(fact.starts_on)}"} | reason_words(fact)


def _corrected_words(fact: AttendanceCorrected) -> Words:
    return _attendance_words(fact) | reason_words(fact)


def _moved_words(fact: ObjectiveMoved) -> Words:
    """Does not name the session, which may be visible only to some."""
    if fact.session_id is None:
        return {"where": "out of the sessions of the agenda"}
    return {"where": "to a session of the agenda"}


def _name_words(fact: OrganisationNamed) -> Words:
    return {"code": fact.code, "name": fact.name, "since": fact.since.isoformat()}


def _roll_words(fact: RollCalled) -> Words:
    quorum = "" if fact.needed is None else f", {fact.needed} needed for a quorum"
    return {
        "present": fact.present,
        "quorum_states": fact.quorum_states,
        "quorum": quorum,
    }


MEETING_SENTENCES = SubjectSentences(
    sentences={
        NetworkEstablished: FactSentence(
            "The record of “{name}” was created{demonstration}.", _network_words
        ),
        MeetingAnnounced: FactSentence(
            "{meeting} was announced for {starts_on}.",
            lambda fact: {"starts_on": fact.details.starts_on.isoformat()},
        ),
        DelegationsInvited: FactSentence(
            "{invited} invited to {meeting}.", _invitation_words
        ),
        OrganisationNamed: FactSentence(
            "“{name}” was recorded as the name of {code} from {since}.", _name_words
        ),
        DetailsChanged: FactSentence(
            "The {changed} {meeting} changed: {reason}",
            _details_words,
            new_words=lambda fact: {"meeting": _meeting_name(fact.details)},
        ),
        MeetingPostponed: FactSentence(
            "{meeting} was postponed {until}: {reason}", _postponed_words
        ),
        MeetingCancelled: FactSentence(
            "{meeting} was cancelled: {reason}", reason_words
        ),
        InvitationWithdrawn: FactSentence(
            "{delegation's} invitation to {meeting} was withdrawn: {reason}",
            lambda fact: {"delegation": fact.delegation} | reason_words(fact),
        ),
        **AGENDA_SENTENCES,
        RollCalled: FactSentence(
            "The roll was called: {present} of {quorum_states} participating States "
            "present{quorum}.",
            _roll_words,
            of_part=lambda fact: fact.session_id,
        ),
        ListOfParticipantsIssued: FactSentence(
            "The {edition} list of participants of {meeting} was issued.",
            lambda fact: {"edition": str(fact.edition)},
        ),
        **SOURCE_SENTENCES,
        SymbolChosen: FactSentence(
            "Symbols of decisions of {meeting} begin with {prefix}.",
            lambda fact: {"prefix": fact.prefix},
        ),
        RegistrationOpened: FactSentence(
            "Registration for {meeting} was opened with {capacity}.",
            lambda fact: {"capacity": fact.capacity},
        ),
        RegistrationClosed: FactSentence("Registration for {meeting} was closed."),
        RegistrationReopened: FactSentence(
            "Registration for {meeting} was reopened: {reason}", reason_words
        ),
        CapacityChanged: FactSentence(
            "The capacity of {meeting} was changed from {before} to {capacity}: "
            "{reason}",
            lambda fact: (
                {"before": fact.before, "capacity": fact.capacity} | reason_words(fact)
            ),
        ),
        RegistrationTermsSet: FactSentence(
            "The terms of registration for {meeting} were set{because}",
            lambda fact: {"because": text_word(fact.reason) if fact.reason else ""},
        ),
        SessionPlacesSet: FactSentence(
            "The number of places in a session of {meeting} was set to {places}"
            "{because}",
            lambda fact: {
                "places": fact.places.capacity,
                "because": text_word(fact.reason) if fact.reason else "",
            },
            of_part=lambda fact: fact.session_id,
        ),
        QuotaChanged: FactSentence(
            "{delegation's} quota was changed to {quota}: {reason}", _quota_words
        ),
        MeetingOpened: FactSentence("{meeting} was opened."),
        MeetingConcluded: FactSentence("{meeting} was concluded."),
        AttendanceStated: FactSentence(
            "According to a source, {meeting} had {at_least}{participants}.",
            _attendance_words,
        ),
        AttendanceCorrected: FactSentence(
            "The attendance total of {meeting}, as a source states it, was corrected "
            "to {at_least}{participants}: {reason}",
            _corrected_words,
        ),
        ObjectiveReworded: FactSentence(
            "Objective {code} was reworded: {text} Reason: {reason}",
            lambda fact: {"text": fact.text} | reason_words(fact),
        ),
        ObjectiveWithdrawn: FactSentence(
            "Objective {code} was withdrawn: {reason}", reason_words
        ),
        ObjectiveMoved: FactSentence(
            "Objective {code} was moved {where}.",
            _moved_words,
            of_part=lambda fact: fact.session_id,
        ),
        ObjectiveSet: FactSentence(
            "Objective {code} was set: {text}", lambda fact: {"text": fact.text}
        ),
        ObjectiveDiscussed: FactSentence("Objective {code} was discussed."),
        AimListed: FactSentence(
            "The aim of objective {code}, which is for focal points only, was listed "
            "for everybody.",
            audience=lambda _: MatterAudience.ALL,
        ),
    },
    first_facts={
        NetworkEstablished: _network_subject,
        MeetingAnnounced: _meeting_subject,
        ObjectiveSet: _objective_subject,
    },
    formats={
        "starts_on": format_day,
        "since": format_day,
        "note": format_optional_reason,
        "because": format_optional_reason,
        "capacity": format_count_of("seat"),
        "participants": format_count_of("participant"),
    },
)

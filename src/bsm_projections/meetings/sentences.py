"""The sentences of facts about the network, its meetings and objectives."""

from uuid import UUID

from bsm_domain.foundation.formatting import count_of, format_ordinal
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.meeting_facts import (
    AttendanceStated,
    DelegationsInvited,
    MeetingAnnounced,
    MeetingConcluded,
    MeetingDetails,
    MeetingOpened,
    QuotaChanged,
    RegistrationClosed,
    RegistrationOpened,
    RollCalled,
    SessionScheduled,
    SymbolChosen,
)
from bsm_domain.meetings.network import NetworkEstablished
from bsm_domain.meetings.objective import AimListed, ObjectiveDiscussed, ObjectiveSet
from bsm_projections.engine.fact_sentences import (
    EarlierFacts,
    FactSentence,
    StreamSubject,
    SubjectSentences,
    Words,
    format_count_of,
    format_day,
    reason_words,
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


def _attendance_words(fact: AttendanceStated) -> Words:
    at_least = "more than " if fact.total.at_least else ""
    return {"participants": fact.total.participants, "at_least": at_least}


def _restricted_session(fact: SessionScheduled) -> UUID | None:
    is_restricted = fact.session.audience is MatterAudience.FOCAL_POINTS
    return fact.session.session_id if is_restricted else None


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
        SessionScheduled: FactSentence(
            "“{title}” was added to the agenda of {meeting}.",
            lambda fact: {"title": fact.session.title},
            audience=lambda fact: fact.session.audience,
            restricts_part=_restricted_session,
        ),
        RollCalled: FactSentence(
            "The roll was called: {present} of {quorum_states} participating States "
            "present.",
            lambda fact: {
                "present": fact.present,
                "quorum_states": fact.quorum_states,
            },
            of_part=lambda fact: fact.session_id,
        ),
        SymbolChosen: FactSentence(
            "Symbols of decisions of {meeting} begin with {prefix}.",
            lambda fact: {"prefix": fact.prefix},
        ),
        RegistrationOpened: FactSentence(
            "Registration for {meeting} was opened with {capacity}.",
            lambda fact: {"capacity": fact.capacity},
        ),
        RegistrationClosed: FactSentence("Registration for {meeting} was closed."),
        QuotaChanged: FactSentence(
            "{delegation's} quota was changed to {quota}: {reason}", _quota_words
        ),
        MeetingOpened: FactSentence("{meeting} was opened."),
        MeetingConcluded: FactSentence("{meeting} was concluded."),
        AttendanceStated: FactSentence(
            "According to a source, {meeting} had {at_least}{participants}.",
            _attendance_words,
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
        "capacity": format_count_of("seat"),
        "participants": format_count_of("participant"),
    },
)

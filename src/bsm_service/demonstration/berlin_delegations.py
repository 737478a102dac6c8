"""The terms of registration for Berlin, and the delegations' answers and notes, from
`berlin-registration.yaml`: all invented.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from bsm_domain.meetings.registration_terms import RegistrationTerms
from bsm_domain.registration.delegation_facts import InvitationAnswer, NoteKind
from bsm_service.demonstration.berlin_meeting import BERLIN, REGISTRATION
from bsm_service.demonstration.meetings import BERLIN_STARTS_ON
from bsm_service.demonstration.registration import InventedDelegate
from bsm_service.demonstration.seeding_steps import (
    SECRETARIAT,
    SeedingStep,
    at_minute,
    pseudo_random,
    story_uuid,
    working_day,
)
from bsm_service.meetings.commands import SetRegistrationTerms
from bsm_service.registration.delegation_commands import (
    AnswerInvitation,
    NoteToRecord,
    ReceiveNote,
    ReplaceNote,
)

_TERMS_SET_AT, _ANSWERED_FROM, _NOTED_AT = 8 * 60 + 15, 8 * 60 + 30, 8 * 60 + 45
_ANSWERS_WITHIN_DAYS = 60


def delegation_steps(
    registered: Sequence[InventedDelegate],
) -> Iterator[SeedingStep]:
    delegations: dict[str, list[InventedDelegate]] = defaultdict(list)
    for delegate in registered:
        delegations[delegate.delegation].append(delegate)
    terms = SetRegistrationTerms(
        meeting_id=BERLIN,
        terms=RegistrationTerms.model_validate(REGISTRATION["terms"]),
    )
    yield SeedingStep(
        at_minute(REGISTRATION["terms_set_on"], _TERMS_SET_AT),
        f"{terms.NAME}/{BERLIN_STARTS_ON}",
        SECRETARIAT,
        terms,
    )
    for code, people in delegations.items():
        first = people[0]
        if code not in REGISTRATION["never_answered"]:
            yield from _answers(code, first, len(people))
        if code in REGISTRATION["notes_of"]:
            yield _note(code, first)
    yield _replaced_note(delegations[REGISTRATION["replaced_note"]["delegation"]][0])


def _answers(
    code: str, first: InventedDelegate, expected: int
) -> Iterator[SeedingStep]:
    days = timedelta(days=pseudo_random(f"{code}/answer", _ANSWERS_WITHIN_DAYS))
    day = min(working_day(REGISTRATION["terms_set_on"] + days), first.nominated_on)
    day = max(day, REGISTRATION["terms_set_on"])
    minutes = _ANSWERED_FROM + pseudo_random(f"{code}/answered at", 15)
    if not_known := REGISTRATION["not_known_yet"].get(code):
        answer = AnswerInvitation(
            meeting_id=BERLIN,
            delegation=code,
            answer=InvitationAnswer.NOT_KNOWN_YET,
            remark=not_known,
        )
        yield _step(day, minutes, first, f"{answer.NAME}/{code}/not known", answer)
        day = first.nominated_on
    answer = AnswerInvitation(
        meeting_id=BERLIN,
        delegation=code,
        answer=InvitationAnswer.TAKES_PART,
        expected=expected,
    )
    yield _step(day, minutes, first, f"{answer.NAME}/{code}", answer)


def _note(code: str, first: InventedDelegate) -> SeedingStep:
    """A note verbale reaches the secretariat on the day of the first nomination."""
    note = ReceiveNote(
        meeting_id=BERLIN,
        note_id=_note_id(code),
        delegation=code,
        note=_details(code, first.nominated_on, 1),
    )
    key = f"{note.NAME}/{BERLIN_STARTS_ON}/{code}"
    return _step(first.nominated_on, _NOTED_AT, first, key, note)


def _replaced_note(first: InventedDelegate) -> SeedingStep:
    replaced = REGISTRATION["replaced_note"]
    code, day = replaced["delegation"], replaced["received_on"]
    replace = ReplaceNote(
        meeting_id=BERLIN,
        note_id=_note_id(code),
        new_note_id=story_uuid("note", f"{BERLIN_STARTS_ON}/{code}/2"),
        delegation=code,
        note=_details(code, day, 2),
        reason=replaced["reason"],
    )
    key = f"{replace.NAME}/{BERLIN_STARTS_ON}/{code}"
    return _step(day, _NOTED_AT, first, key, replace)


def _details(code: str, received_on: date, number: int) -> NoteToRecord:
    reference = 100 + pseudo_random(f"{code}/note {number}", 900)
    return NoteToRecord(
        kind=NoteKind.NOTE_VERBALE,
        reference=f"{code} {reference}/{received_on.year}",
        dated_on=working_day(received_on - timedelta(days=3)),
        received_on=received_on,
        covers_all=True,
    )


def _note_id(code: str) -> UUID:
    return story_uuid("note", f"{BERLIN_STARTS_ON}/{code}/1")


def _step(
    day: date,
    minutes: int,
    delegate: InventedDelegate,
    key: str,
    command: AnswerInvitation | ReceiveNote | ReplaceNote,
) -> SeedingStep:
    return SeedingStep(at_minute(day, minutes), key, delegate.principal, command)

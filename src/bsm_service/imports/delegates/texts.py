"""Sentences about a list of delegates and its report, for people."""

from collections.abc import Iterator
from uuid import UUID

from bsm_domain.foundation.formatting import count_of, join_names, pluralize
from bsm_domain.registration.registration_facts import RegistrationStatus
from bsm_service.imports.delegates.report import DelegateReport
from bsm_service.imports.texts import mapping_text, omission_sentences

NEVER_STORED = "The product stores no passport numbers, dates of birth or photographs."

INVITE_FIRST = (
    "Invite them first, in one step, with as many seats as the list has people."
)


def report_summary(report: DelegateReport) -> str:
    """The number of rows by outcome, or by what the outcome would be; the numbers add
    up.
    """
    were = pluralize(report.stored, "was", "were")
    if report.is_preview:
        were = "would be"
    places = {
        "merged": report.merged,
        "already registered": report.unchanged,
        "left out": report.left_out,
        "refused": report.refused,
        "of another meeting": report.elsewhere,
    }
    outcomes = [f"{number:,} {became}" for became, number in places.items() if number]
    rows = count_of(report.read, "row")
    return f"{rows} read: {', '.join([f'{report.stored:,} {were} stored', *outcomes])}."


def report_notes(report: DelegateReport) -> Iterator[str]:
    """What is left out of the file, and what was taken to mean what."""
    yield from omission_sentences(report)
    if report.never_imported:
        names = join_names([f"“{heading}”" for heading in report.never_imported])
        yield f"Never imported: {names}. {NEVER_STORED}"
    if report.taken_functions:
        taken = [
            f"“{value.said[:60]}” as {value.proposals[0]}"
            for value in report.taken_functions
        ]
        yield f"Titles were read as functions: {join_names(taken, 20)}."
    yield from map(mapping_text, report.remembered)
    yield from report.notes


def not_invited(report: DelegateReport) -> str:
    """The delegations that are not invited, or of a past meeting not on record, with
    their numbers of people.
    """
    offers = report.invitations
    if not offers:
        return ""
    names = [f"{offer.name} ({offer.code}, {offer.quota})" for offer in offers]
    are = pluralize(len(offers), "is", "are")
    noun, missing = "delegation", "not invited yet"
    if report.is_of_past_meeting:
        noun, missing = "organisation", "not on record yet"
    return f"{count_of(len(offers), noun)} {are} {missing}: {join_names(names, 10)}."


def not_on_record(name: str, *, is_past: bool) -> str:
    """Why a row is refused whose delegation is known, but not to the meeting."""
    if is_past:
        return (
            f"{name} is not on record as an organisation; choose to enter the "
            "organisations that are not, or choose which delegation is meant"
        )
    return (
        f"{name} is not invited to this meeting; invite it, or choose which delegation "
        "is meant"
    )


def has_ended(status: RegistrationStatus, id: UUID) -> str:
    """Why a row is refused whose person is not coming any more."""
    return (
        f"this person's registration is on record as {status} ({id}); leave the row "
        "out, or choose to nominate them again"
    )


def has_asked(id: UUID) -> str:
    """Why a row is refused whose person waits for an endorsement."""
    return f"this person has asked to take part; endorse that request ({id})"

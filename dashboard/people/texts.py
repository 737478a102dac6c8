"""Texts about people and their data. They stand here to be translated."""

from collections.abc import Iterable, Sequence
from datetime import date

from bsm_domain.foundation import formatting
from bsm_domain.foundation.participating_states import name_in_sentence
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.engine.sealed_texts import ERASED_TEXT, UNAVAILABLE_TEXT
from bsm_projections.people.read_model import Participant
from bsm_projections.registration.read_model import Registration
from bsm_service.vault.personal_data_reader import VisiblePerson

OWN_DATA = "Your data on record"
OWN_DATA_MEASURE = "Others see only what they need for their role"
OWN_REGISTRATIONS_MEASURE = "Your registrations, latest first"
FOCAL_POINTS_MEASURE = "National Focal Points on this day, in protocol order"
PEOPLE_MEASURE = "People on record, by delegation in protocol order"
FOUND_PEOPLE_MEASURE = "People whose name or e-mail contains the search text, by name"
SEARCH_IMPOSSIBLE = "Searching is not possible at present"
SEARCH_IMPOSSIBLE_MEASURE = "The vault with personal data cannot be reached"


# Explains what stands in place of a text that cannot be read.
UNREADABLE = {
    ERASED_TEXT: "This data has been erased permanently",
    UNAVAILABLE_TEXT: "This data cannot be read at present; it is not lost",
}
NAME_HELP = "As it should be printed, the way the person writes it"
LATIN_HELP = "As in the passport, if the name is written in other letters"
LATIN_NOTE = (
    "Proposal: {proposal}. It follows the tables that passports use ({standard}). "
    "Passports differ: compare it with the person's own spelling before you confirm it."
)
NO_LATIN_PROPOSAL = (
    "There is no proposal: languages write these letters differently, and the language "
    "of this name is not known. Enter the name as in the passport."
)
MERGE_NOTES = (
    "The details of the entry that stays are shown from now on, and the registrations "
    "of both are listed together. Nothing is deleted.",
    "This is not possible if both are registered for the same meeting. You can "
    "separate the entries again.",
)
DELEGATION_NOTE = (
    "Earlier registrations stay with the delegation that nominated the person. It "
    "still sees the name there, but no contact details."
)
SEPARATE_NOTE = "The entries become two people again, each with their own details."
WITHHELD_NOTE = "The name is left out of lists of participants."
IS_SOMEBODY_ELSE = "This is somebody else"
IS_SOMEBODY_ELSE_HELP = (
    "Needed only if your delegation already has somebody of this name on record"
)
NAME_TO_FOLLOW = "Name to follow"
NEEDS = "Dietary and access needs"
ERASURE_NOTES = (
    "The data chosen below is erased permanently: from every fact, page and export, "
    "and from every view of a past day. This cannot be undone.",
    "The record still shows that a member of this delegation took part, when, and in "
    "which function. Its proofs stay valid.",
    "A receipt lists what was erased and where the data was searched for. The "
    "person's account is closed.",
)
REDACTION_NOTE = (
    "The text is erased permanently: from this fact, from every page and export, and "
    "from every view of a past day. The record still shows that there was a text. This "
    "cannot be undone."
)
ERASURE_OPTIONS = (
    (tuple(PersonalGroup), "Everything about this person"),
    ((PersonalGroup.NEEDS,), "Only dietary and access needs"),
)
TEMPORARILY_UNREADABLE = (
    "This data cannot be read at present. It is not lost; please try again later."
)
EMPTY_FIELDS_NOTE = (
    "Fields left empty are removed. What was recorded before stays on record, sealed, "
    "for views of past days."
)

# The languages of the OSCE first.
LANGUAGES = (
    *("en", "fr", "de", "it", "ru", "es", "sq", "ar", "hy", "az", "be", "bs", "bg"),
    *("hr", "cs", "da", "nl", "et", "fi", "ka", "el", "he", "hu", "is", "ja", "kk"),
    *("ko", "ky", "lv", "lt", "mk", "mt", "mn", "no", "pl", "pt", "ro", "sr", "sk"),
    *("sl", "sv", "tg", "th", "tr", "tk", "uk", "uz"),
)


def needs_explanation(days: int) -> str:
    """Why needs are collected, who sees them, and how long they are stored."""
    deadline = formatting.format_count(days, "day")
    return (
        f"{NEEDS} can reveal health or religious belief. They are collected so that "
        "the host can cater for participants. Only the secretariat, your delegation "
        f"and the person concerned see them, and they are due to be erased {deadline} "
        "after the meeting."
    )


def designation_text(participant: Participant, day: date) -> str:
    """National Focal Point since 1 Mar 2016; empty where they never were."""
    since, until = participant.designated_since, participant.designated_until
    if since is None:
        return ""
    if until is not None and until < day:
        return f"National Focal Point until {formatting.format_date(until)}"
    if since > day:
        return f"National Focal Point from {formatting.format_date(since)}"
    end = f", until {formatting.format_date(until)}" if until else ""
    return f"National Focal Point since {formatting.format_date(since)}{end}"


def headline_for_all(states: int, with_focal_point: int, people: int) -> str:
    """For viewers of every delegation; `states` counts those with people on record."""
    if not people:
        return "No people are on record yet."
    on_record = (
        f"{formatting.format_count(people, 'person is', 'people are')} on record, from "
        f"{formatting.format_count(states, 'delegation')}"
    )
    if not with_focal_point:
        return f"{on_record}; no State has designated a National Focal Point yet."
    return (
        f"{formatting.format_count(with_focal_point, 'State has', 'States have')} a "
        f"National Focal Point today; {on_record}."
    )


def headline_for_delegation(
    delegation: str, names: Sequence[str], since: date | None, people: int
) -> str:
    """For a focal point: their State's focal points, and how many are on record."""
    on_record = (
        f"{formatting.format_count(people, 'person is', 'people are')} on record"
    )
    if not names:
        return (
            f"{formatting.capitalize(name_in_sentence(delegation))} has no National "
            f"Focal Point on record; {on_record}."
        )
    since_text = f" since {formatting.format_date(since)}" if since else ""
    points = formatting.pluralize(len(names), "National Focal Point")
    return (
        f"{points} of {name_in_sentence(delegation)}: "
        f"{formatting.join_names(names)}{since_text}; {on_record}."
    )


def contact_rows(person: VisiblePerson) -> list[tuple[str, str]]:
    """What is known about a person besides their name and post, term by term."""
    rows = [
        ("Honorific", person.honorific),
        ("Given names", person.given_names),
        ("Family name", person.family_name),
        ("E-mail", person.email),
        ("Telephone", person.phone),
        ("Language", person.language and formatting.language_name(person.language)),
        ("Dietary needs", person.dietary_needs),
        ("Access needs", person.access_needs),
    ]
    return [(term, text) for term, text in rows if text]


def registration_rows(
    registrations: Iterable[tuple[str, Registration]],
) -> list[tuple[str, str]]:
    """What a person is or was registered for, of any delegation, term by term."""
    return [
        (
            title,
            f"{registration.delegation_name}: {registration.function}, "
            f"{registration.status}",
        )
        for title, registration in registrations
    ]


def post_text(person: VisiblePerson) -> str:
    """Head of unit, Border Police; empty where it cannot be read."""
    parts = [
        text
        for text in (person.function, person.agency)
        if text and text not in UNREADABLE
    ]
    return ", ".join(parts)


def registrant_text(is_visible: bool, person: VisiblePerson | None) -> str:
    """Whose registration it is; empty for viewers who may not see that."""
    if not is_visible:
        return ""
    if person is None:
        return NAME_TO_FOLLOW
    post = post_text(person)
    return f"{person.name}, {post}" if post else str(person.name)


GROUPS = {
    PersonalGroup.NAME: "name",
    PersonalGroup.CONTACT: "e-mail and telephone",
    PersonalGroup.POST: "function, agency and language",
    PersonalGroup.NEEDS: "dietary and access needs",
}


def succession_note(names: Sequence[str], since: date | None) -> str:
    """What a designation means where there already is a focal point."""
    if not names:
        return "This State has no National Focal Point at present."
    since_text = f" since {formatting.format_date(since)}" if since else ""
    return (
        f"At present: {formatting.join_names(names)}{since_text}. A successor starts "
        "on the day you choose. End the current designation on the day before; to do "
        "so, open that person."
    )


NO_PEOPLE_YET = (
    "No people are on record here. Focal points and the secretariat add people here or "
    "when they nominate delegates."
)
NO_MATCH = "No match; try a shorter search."
ACCOUNT_NOT_LINKED = "Your account is not linked to a person on record yet."
LINK_NOTE = (
    "Whoever signs in with this account can see the data and registrations of the "
    "person you choose, and can change their details."
)
HOW_TO_LINK = (
    "Ask the secretariat to link your account to your entry; your data and "
    "registrations will then be shown here."
)
NOT_REGISTERED = "Your focal point can nominate you while registration is open."


def people_finding(count: int, erased: int, *, is_search: bool) -> str:
    if is_search:
        return f"{formatting.format_count(count, 'person', 'people')} found"
    erased_text = (
        f", {formatting.format_number(erased)} of them erased" if erased else ""
    )
    return (
        formatting.format_count(count, "person on record", "people on record")
        + erased_text
    )


def focal_points_finding(with_focal_point: int, states: int) -> str:
    verb = formatting.pluralize(with_focal_point, "has", "have")
    return (
        f"{formatting.format_number(with_focal_point)} of "
        f"{formatting.format_count(states, 'participating State')} {verb} a National "
        "Focal Point on record"
    )


def own_headline(registrations: int) -> str:
    if not registrations:
        return "You are on record but not yet registered for a meeting."
    return (
        f"You are registered for {formatting.format_count(registrations, 'meeting')}."
    )


def registrations_finding(count: int) -> str:
    return (
        formatting.format_count(count, "registration") if count else "No registrations"
    )


def separate_label(number: int, entries: int) -> str:
    """Of several entries that were merged, each has a number."""
    which = f" ({number})" if entries > 1 else ""
    return f"Separate a merged entry{which}"


DUPLICATES_MEASURE = (
    "Pairs of entries with the same name in a delegation, or the same e-mail address"
)


def duplicates_finding(pairs: int) -> str:
    return f"{formatting.format_count(pairs, 'possible duplicate')} on record"


def merge_description(stays: str, other: str) -> str:
    return f"{other} is merged into {stays}, which stays."


def none_on_record(names: Sequence[str]) -> str:
    return f"None on record: {formatting.join_names(names, limit=12)}."

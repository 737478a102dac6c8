"""Texts about people and their data. They stand here to be translated."""

from collections.abc import Sequence
from datetime import date

from bsm_domain.foundation import formatting
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.engine.sealed_texts import ERASED_TEXT, UNAVAILABLE_TEXT
from bsm_projections.people.read_model import Participant
from bsm_service.vault.personal_data_reader import VisiblePerson

OWN_DATA = "What is on record of you"
OWN_DATA_MEASURE = "Others see only what their role asks for"
OWN_REGISTRATIONS_MEASURE = "Your registrations, latest first"
FOCAL_POINTS_MEASURE = "National Focal Points of that day, in protocol order"
PEOPLE_MEASURE = "People on record, by delegation in protocol order"
FOUND_PEOPLE_MEASURE = "Those whose name or e-mail has these letters, by name"
SEARCH_IMPOSSIBLE = "Nobody can be looked for now"
SEARCH_IMPOSSIBLE_MEASURE = "The vault does not answer"


# What stands in place of a text that cannot be read, and why it cannot.
UNREADABLE = {
    ERASED_TEXT: "These data were erased; nobody can read them any more",
    UNAVAILABLE_TEXT: "These data cannot be read at present; they are not lost",
}
NAME_TO_FOLLOW = "Name to follow"
NEEDS = "Dietary and access needs"
ERASURE_NOTES = (
    "What you choose below is erased permanently: in every change, on every page, in "
    "every export and on every past day. Nobody can undo this.",
    "The record still shows that somebody of this delegation took part, when, and in "
    "which function. Its proofs stay valid.",
    "A receipt lists what was erased and where it was searched for. The person's "
    "account is closed.",
)
REDACTION_NOTE = (
    "The text is erased permanently: in this change, on every page, in every export "
    "and on every past day. The record still shows that there was a text. Nobody can "
    "undo this."
)
ERASURE_OPTIONS = (
    (tuple(PersonalGroup), "Everything about this person"),
    ((PersonalGroup.NEEDS,), "Only dietary and access needs"),
)
TEMPORARILY_UNREADABLE = (
    "These data cannot be read at present. They are not lost; try again later."
)
EMPTY_FIELDS_NOTE = (
    "Fields left empty are removed. What was recorded before stays on record, sealed, "
    "for views of past days."
)

# Tags, and what people call them.
LANGUAGES = (
    ("en", "English"),
    ("fr", "French"),
    ("de", "German"),
    ("it", "Italian"),
    ("ru", "Russian"),
    ("es", "Spanish"),
    ("sq", "Albanian"),
    ("ar", "Arabic"),
    ("hy", "Armenian"),
    ("az", "Azerbaijani"),
    ("be", "Belarusian"),
    ("bs", "Bosnian"),
    ("bg", "Bulgarian"),
    ("hr", "Croatian"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("nl", "Dutch"),
    ("et", "Estonian"),
    ("fi", "Finnish"),
    ("ka", "Georgian"),
    ("el", "Greek"),
    ("he", "Hebrew"),
    ("hu", "Hungarian"),
    ("is", "Icelandic"),
    ("ja", "Japanese"),
    ("kk", "Kazakh"),
    ("ko", "Korean"),
    ("ky", "Kyrgyz"),
    ("lv", "Latvian"),
    ("lt", "Lithuanian"),
    ("mk", "Macedonian"),
    ("mt", "Maltese"),
    ("mn", "Mongolian"),
    ("no", "Norwegian"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("sr", "Serbian"),
    ("sk", "Slovak"),
    ("sl", "Slovenian"),
    ("sv", "Swedish"),
    ("tg", "Tajik"),
    ("th", "Thai"),
    ("tr", "Turkish"),
    ("tk", "Turkmen"),
    ("uk", "Ukrainian"),
    ("uz", "Uzbek"),
)


def needs_explanation(days: int) -> str:
    """Why needs are asked for, who sees them, and for how long they are stored."""
    return (
        f"{NEEDS} tell of health and belief. They are asked for so that the host can "
        "look after people at the meeting. Only the secretariat, the own delegation "
        f"and the person see them, and {formatting.format_count(days, 'day')} after "
        "the "
        "meeting "
        "they are due to be erased."
    )


def language(tag: str) -> str:
    return dict(LANGUAGES).get(tag, tag)


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
    """For who sees every delegation; `states` are those with people on record."""
    if not people:
        return "Nobody is on record yet."
    on_record = (
        f"{formatting.format_count(people, 'person is', 'people are')} on record, of "
        f"{formatting.format_count(states, 'delegation')}"
    )
    if not with_focal_point:
        return f"{on_record}; no State has named its National Focal Point yet."
    return (
        f"{formatting.format_count(with_focal_point, 'State has', 'States have')} a "
        f"National Focal Point today; {on_record}."
    )


def headline_for_delegation(
    delegation: str, names: Sequence[str], since: date | None, people: int
) -> str:
    """For a focal point: who speaks for the State today, and how many are on record."""
    on_record = (
        f"{formatting.format_count(people, 'person is', 'people are')} on record"
    )
    if not names:
        return f"{delegation} has no National Focal Point on record; {on_record}."
    since_text = f" since {formatting.format_date(since)}" if since else ""
    return (
        f"The National Focal Point of {delegation} is "
        f"{formatting.join_names(names)}{since_text}; "
        f"{on_record}."
    )


def contact_rows(person: VisiblePerson) -> list[tuple[str, str]]:
    """What is known of somebody beside their name and post, term by term."""
    rows = [
        ("E-mail", person.email),
        ("Telephone", person.phone),
        ("Language", language(person.language) if person.language else None),
        ("Dietary needs", person.dietary_needs),
        ("Access needs", person.access_needs),
    ]
    return [(term, text) for term, text in rows if text]


def post_text(person: VisiblePerson) -> str:
    """Head of unit, Border Police; empty where it cannot be read."""
    parts = [
        text
        for text in (person.function, person.agency)
        if text and text not in UNREADABLE
    ]
    return ", ".join(parts)


def registrant_text(is_visible: bool, person: VisiblePerson | None) -> str:
    """Whose registration it is, in a line; empty for whom that is not shown."""
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
    """What a designation means where there is a focal point already."""
    if not names:
        return "The State has no National Focal Point today."
    since_text = f" since {formatting.format_date(since)}" if since else ""
    return (
        f"Today it is {formatting.join_names(names)}{since_text}. A successor begins "
        "on the day that you choose; end the other designation on the day before, "
        "under that person."
    )


NO_PEOPLE_YET = (
    "Nobody is on record here. Focal points and the secretariat enter people, or name "
    "them when they nominate delegates."
)
NO_MATCH = "Nobody has these letters in their name or e-mail; try fewer of them."
ACCOUNT_NOT_LINKED = "Your account belongs to nobody on record yet."
LINK_NOTE = (
    "Whoever signs in with this account sees the data and registrations of the person "
    "that you choose, and may change their details."
)
HOW_TO_LINK = (
    "The secretariat says which person on record an account belongs to; then your data "
    "and registrations are shown here."
)
NOT_REGISTERED = "Your focal point nominates you while registration is open."


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
        return "You are on record, and registered for no meeting yet."
    return (
        f"You are registered for {formatting.format_count(registrations, 'meeting')}."
    )


def registrations_finding(count: int) -> str:
    return (
        formatting.format_count(count, "registration") if count else "No registration"
    )


def none_on_record(names: Sequence[str]) -> str:
    return f"None on record: {formatting.join_names(names, limit=12)}."

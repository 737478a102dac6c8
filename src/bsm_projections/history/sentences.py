"""How each fact is told in a sentence. Texts stand here, apart from the code that
fills them, so that other languages can follow.

A template's words come from the fact and from the thing that it is about. Words that
are codes of delegations are replaced by the names of the viewed day.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bsm_domain.foundation.plurals import count_of
from bsm_domain.foundation.roles import Role
from bsm_projections.engine.formatting import format_date

# The words whose values are codes of delegations, or lists of them.
DELEGATION_WORDS = frozenset({"delegation", "owner", "new_owner", "partners"})
# Who said it: a delegation's code, or the role of somebody who speaks for none.
AUTHOR_WORD = "by"
ROLE_NAMES: Mapping[str, str] = {
    role.value: f"The {role.replace('-', ' ')}" for role in Role
}
# The words whose values are ISO dates.
DATE_WORDS = frozenset({"due_on", "starts_on", "since", "until"})
# The words whose values are numbers of something.
COUNTED_WORDS: Mapping[str, str] = {"capacity": "seat", "participants": "participant"}
# The words that stand in brackets, if there is anything to say.
BRACKETED_WORDS = frozenset({"because"})

SENTENCE_TEMPLATES: Mapping[str, str] = {
    "bsm.network.established.v1": "The record of “{name}” was opened{demonstration}.",
    "bsm.meeting.announced.v1": "{meeting} was announced for {starts_on}.",
    "bsm.meeting.delegations_invited.v1": ("{invited} invited to {meeting}."),
    "bsm.meeting.session_scheduled.v1": "{meeting}: “{title}” was put on the agenda.",
    "bsm.meeting.registration_opened.v1": (
        "Registration for {meeting} was opened, with {capacity}."
    ),
    "bsm.meeting.registration_closed.v1": "Registration for {meeting} was closed.",
    "bsm.meeting.quota_changed.v1": (
        "The quota of {delegation} was set to {quota}: {reason}"
    ),
    "bsm.meeting.opened.v1": "{meeting} was opened.",
    "bsm.meeting.concluded.v1": "{meeting} was concluded.",
    "bsm.meeting.attendance_stated.v1": (
        "A source states {at_least}{participants} at {meeting}."
    ),
    "bsm.seat_ledger.opened.v1": "The ledger of seats for {meeting} was opened.",
    "bsm.seat_ledger.seat_taken.v1": "{delegation} took a seat at {meeting}.",
    "bsm.seat_ledger.seats_taken.v1": "{seats} taken at {meeting}.",
    "bsm.seat_ledger.seat_awaited.v1": (
        "{delegation} joined the waiting list for {meeting}."
    ),
    "bsm.seat_ledger.seat_released.v1": "{delegation} gave back a seat at {meeting}.",
    "bsm.seat_ledger.place_in_queue_given_up.v1": (
        "{delegation} left the waiting list for {meeting}."
    ),
    "bsm.participant.entered.v1": "{delegation} has a participant on record.",
    "bsm.participant.details_changed.v1": (
        "The details of a participant of {delegation} were changed."
    ),
    "bsm.participant.focal_point_designated.v1": (
        "{delegation} designated its National Focal Point from {since} on."
    ),
    "bsm.participant.designation_ended.v1": (
        "The designation of a National Focal Point of {delegation} ended on {until}."
    ),
    "bsm.participant.personal_data_erased.v1": (
        "Personal data of a participant of {delegation} were erased ({groups}): "
        "{reason}"
    ),
    "bsm.redaction.text_redacted.v1": "A text was made unreadable: {reason}",
    "bsm.registration.nominated.v1": "{delegation} nominated {a_function}.",
    "bsm.registration.nominated_again.v1": (
        "{delegation} nominated again who was to come ({function})."
    ),
    "bsm.registration.confirmed.v1": (
        "The registration of {delegation} ({function}) was confirmed."
    ),
    "bsm.registration.waitlisted.v1": (
        "The registration of {delegation} ({function}) was put on the waiting list."
    ),
    "bsm.registration.refused.v1": (
        "The registration of {delegation} ({function}) was refused: {reason}"
    ),
    "bsm.registration.withdrawn.v1": (
        "The registration of {delegation} ({function}) was withdrawn."
    ),
    "bsm.registration.attendance_recorded.v1": "{delegation} attended ({function}).",
    "bsm.objective.set.v1": "Objective {code} was set: {text}",
    "bsm.objective.discussed.v1": "Objective {code} was discussed.",
    "bsm.activity.proposed.v1": (
        "“{title}” was proposed, to be done by {owner} until {due_on}."
    ),
    "bsm.activity.agreed.v1": "“{title}” was agreed.",
    "bsm.activity.accepted.v1": "{owner} accepted “{title}”.",
    "bsm.activity.progress_reported.v1": (
        "{owner} reported {percent} % on “{title}”{because}."
    ),
    "bsm.activity.reported_complete.v1": "{owner} reported “{title}” complete.",
    "bsm.activity.confirmed.v1": "“{title}” of {owner} was confirmed as done.",
    "bsm.activity.returned.v1": "“{title}” was returned to {owner}: {reason}",
    "bsm.activity.due_date_changed.v1": (
        "“{title}” of {owner} is now due on {due_on}: {reason}"
    ),
    "bsm.activity.blocked.v1": "“{title}” of {owner} is blocked: {blocked_by}",
    "bsm.activity.unblocked.v1": "“{title}” of {owner} is no longer blocked.",
    "bsm.activity.withdrawn.v1": "“{title}” of {owner} was withdrawn: {reason}",
    "bsm.activity.declined.v1": "{owner} declined “{title}”: {reason}",
    "bsm.activity.handed_over.v1": (
        "“{title}” was handed over by {owner} to {new_owner}{agency}: {reason}"
    ),
    "bsm.activity.partners_changed.v1": (
        "The partners of {owner} in “{title}” are now: {partners}."
    ),
    "bsm.activity.report_corrected.v1": (
        "A report on “{title}” of {owner} was corrected (version {corrects})"
        "{percent}: {reason}"
    ),
    "bsm.activity.due_date_settled.v1": (
        "“{title}” of {owner}, due before the next meeting, is due on {due_on}: that "
        "meeting was announced."
    ),
    "bsm.activity.reopened.v1": "“{title}” of {owner} was reopened: {reason}",
    "bsm.activity.milestone_set.v1": (
        "“{title}” of {owner} is to reach “{milestone}” by {due_on}."
    ),
    "bsm.activity.milestone_reached.v1": (
        "“{title}” of {owner} reached a milestone: “{milestone}”."
    ),
    "bsm.activity.milestone_dropped.v1": (
        "The milestone “{milestone}” of “{title}” of {owner} was dropped: {reason}"
    ),
    "bsm.activity.dependency_added.v1": "“{title}” of {owner} waits for {other}.",
    "bsm.activity.dependency_removed.v1": (
        "“{title}” of {owner} no longer waits for {other}."
    ),
    "bsm.activity.comment_made.v1": "{by} on “{title}” of {owner}: {text}",
    "bsm.activity.evidence_attached.v1": (
        "Evidence for “{title}” of {owner} was attached{revision}."
    ),
    "bsm.activity.evidence_withdrawn.v1": (
        "Evidence for “{title}” of {owner} was withdrawn: {reason}"
    ),
    "bsm.activity.evidence_erased.v1": (
        "Evidence for “{title}” of {owner} was destroyed: {reason}"
    ),
    "bsm.activity.carried_over.v1": (
        "“{title}” of {owner} was carried over to {to_meeting}{due}{because}."
    ),
    "bsm.activity.superseded.v1": (
        "“{title}” of {owner} was superseded by {other}: {reason}"
    ),
    "bsm.activity.split.v1": "“{title}” of {owner} was split into {parts}: {reason}",
    "bsm.activity.merged.v1": "“{title}” of {owner} was merged into {other}: {reason}",
}


def fact_sentence(
    stored_name: str, words: Mapping[str, Any], name_of: Callable[[str], str]
) -> str:
    """The fact in words; a fact without a template is named by its stored name."""
    template = SENTENCE_TEMPLATES.get(stored_name)
    if template is None:
        return stored_name
    filled = {word: _word_text(word, value, name_of) for word, value in words.items()}
    return template.format_map(filled)


def _word_text(word: str, value: Any, name_of: Callable[[str], str]) -> str:
    if word in DELEGATION_WORDS and isinstance(value, list):
        return ", ".join(map(name_of, value)) or "none"
    if word in DELEGATION_WORDS:
        return name_of(str(value))
    if word == AUTHOR_WORD:
        return ROLE_NAMES.get(str(value)) or name_of(str(value))
    if word in COUNTED_WORDS:
        return count_of(value, COUNTED_WORDS[word])
    if word in DATE_WORDS:
        return format_date(date.fromisoformat(value))
    if isinstance(value, Mapping):
        value = value["text"]
    if word in BRACKETED_WORDS:
        return f" ({value})" if value else ""
    return str(value)

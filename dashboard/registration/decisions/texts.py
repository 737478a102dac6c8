"""Texts of the page Queue."""

from collections import Counter
from collections.abc import Sequence

from bsm_domain.foundation.formatting import (
    format_count,
    format_date,
    format_number,
    join_names,
    pluralize,
)
from bsm_projections.registration.decisions.queries import (
    ALL_SEATS_TAKEN,
    NO_NOTE,
    QUOTA_FULL,
    OpenDecision,
)
from bsm_projections.registration.seats.read_model import QueuePlace
from bsm_projections.registration.substitution.read_model import ChangeRequest

DECISIONS, WAITING, CHANGES, SILENT = "decisions", "waiting", "changes", "silent"
TABS = {
    DECISIONS: "Decisions",
    WAITING: "Waiting list",
    CHANGES: "Changes",
    SILENT: "No answer",
}
DECISIONS_MEASURE = "Late nominations first, then in the order of nomination"
CHANGES_MEASURE = "Requested by delegations after the deadline, earliest first"
NO_CHANGES = "No delegation has requested a change."
WAITING_MEASURE = "In the order of the waiting list"
SILENT_MEASURE = "Delegations that have not answered, in protocol order"
NOTHING_TO_DECIDE = "No registration waits for a decision."
NONE_SELECTED = "No registration matches these filters."
NOBODY_WAITS = "Nobody is on the waiting list."
ALL_HAVE_ANSWERED = "Every invited delegation has answered."
CHOOSE = "Choose"
CHOOSE_PAGE = "Choose all that can be confirmed"
CHOOSE_NONE = "Choose none"
AHEAD = "Reason for going ahead of others"
AHEAD_HELP = "Needed only if others have waited longer for a seat"
OWN_PAGE = "Open"
_OBSTACLES = {
    QUOTA_FULL: "the quota is used up",
    ALL_SEATS_TAKEN: "all seats of the meeting are taken",
    NO_NOTE: "no note covers it",
}


def headline(decisions: int, waiting: int, changes: int, silent: int) -> str:
    if not (decisions or waiting or changes or silent):
        return "Nothing waits for the secretariat."
    parts = []
    if decisions:
        verb = "registration waits", "registrations wait"
        parts.append(f"{format_count(decisions, *verb)} for a decision")
    if waiting:
        verb = "is", "are"
        parts.append(
            f"{format_number(waiting)} {pluralize(waiting, *verb)} on the waiting list"
        )
    if changes:
        verb = "change is", "changes are"
        parts.append(f"{format_count(changes, *verb)} requested")
    if silent:
        verb = "delegation has", "delegations have"
        parts.append(f"{format_count(silent, *verb)} not answered")
    sentence = join_names(parts, None)
    return f"{sentence}."


def tabs(*counts: int) -> dict[str, str]:
    """The lists with their numbers, in their order."""
    return {
        name: f"{label} ({format_number(count)})"
        for (name, label), count in zip(TABS.items(), counts, strict=True)
    }


def decisions_finding(total: int) -> str:
    verb = "registration waits", "registrations wait"
    return f"{format_count(total, *verb)} for a decision"


def waiting_finding(total: int) -> str:
    return f"{format_count(total, 'registration')} on the waiting list"


def changes_finding(total: int) -> str:
    verb = "change is", "changes are"
    return f"{format_count(total, *verb)} requested"


def change_text(request: ChangeRequest, substitute: str | None) -> str:
    """requests Ana Primer as a substitute, requested on 2 Dec 2026: the reason"""
    day = format_date(request.requested_at.date())
    if request.change == "function":
        what = f"to be {request.new_function} instead of {request.function}"
    elif substitute is None:
        what = "a substitute whose name follows"
    else:
        what = f"{substitute} as a substitute"
        if request.new_function:
            what += f", as {request.new_function}"
    return f"{what}, requested on {day}: {request.reason}"


def silent_finding(total: int) -> str:
    verb = "delegation has", "delegations have"
    return f"{format_count(total, *verb)} not answered the invitation"


def decision_notes(row: OpenDecision, post: str) -> list[str]:
    notes = [row.function, f"nominated on {format_date(row.nominated_at.date())}"]
    if row.note_reference is not None:
        notes.append(f"note {row.note_reference}")
    seats = f"{format_number(row.seats)} of {format_count(row.quota, 'seat')} taken"
    return [*notes, seats, post]


def obstacle_text(row: OpenDecision) -> str:
    """Why confirming would be refused now; empty if nothing prevents it."""
    if not row.obstacles:
        return ""
    reasons = [_OBSTACLES.get(each, each) for each in row.obstacles]
    return f"Cannot be confirmed: {join_names(reasons, None)}."


def late_text(row: OpenDecision) -> str:
    if not row.late:
        return ""
    return f"Late: {row.reason}" if row.reason else "Late."


def place_notes(place: QueuePlace, function: str) -> list[str]:
    notes = [
        function,
        f"waiting since {format_date(place.since.date())}",
    ]
    if place.passed_over:
        have = pluralize(place.passed_over, "has", "have")
        notes.append(f"{format_number(place.passed_over)} {have} gone ahead")
    if place.obstacle:
        notes.append(place.obstacle)
    return notes


def confirm(number: int) -> str:
    return f"Confirm {format_number(number)}"


def chosen_text(chosen: Sequence[OpenDecision]) -> str:
    """14 registrations of 5 delegations."""
    delegations = len({row.delegation for row in chosen})
    return (
        f"{format_count(len(chosen), 'registration')} of "
        f"{format_count(delegations, 'delegation')}: either all are confirmed or none."
    )


def chosen_warnings(chosen: Sequence[OpenDecision], names: Sequence[str]) -> list[str]:
    """Which of them would prevent confirming, by their numbers; and who they are."""
    numbered = [f"{number}. {name}" for number, name in enumerate(names, start=1)]
    blocked = Counter[str]()
    for row in chosen:
        blocked.update(row.obstacles)
    warnings = [
        f"{format_count(count, 'registration')} cannot be confirmed: "
        f"{_OBSTACLES.get(obstacle, obstacle)}."
        for obstacle, count in blocked.items()
    ]
    return [*warnings, "; ".join(numbered)]


def with_names(sentence: str, names: Sequence[str]) -> str:
    """A refusal of rows, with whom they are about."""
    lines = []
    for line in sentence.splitlines():
        row, separator, rest = line.partition(":")
        number = row.removeprefix("Row ").partition(",")[0]
        if separator and number.isdecimal() and 0 < int(number) <= len(names):
            line = f"{names[int(number) - 1]}:{rest}"
        lines.append(line)
    return "\n".join(lines)

"""Texts of the leadership report, on the page, over HTTP and on paper. They
stand apart from the code, so that other languages can follow.
"""

from collections.abc import Mapping, Sequence

from bsm_domain.foundation.formatting import (
    format_count,
    format_date,
    format_days,
    format_number,
    join_names,
    pluralize,
)
from bsm_domain.foundation.participating_states import name_in_sentence
from bsm_projections.follow_up.tables import Activity
from bsm_projections.leadership.activity_changes import (
    BulkEntry,
    ChangeKind,
    OwnerChanges,
)
from bsm_projections.leadership.activity_figures import (
    ActivityFigures,
    AgeBand,
    OwnerStatuses,
    PostponedActivities,
)
from bsm_projections.leadership.burn_up import NO_ACTIVITIES, BurnUpDay, DayBasis
from bsm_projections.leadership.queries import LeadershipFigures
from bsm_service.leadership.key_figure_texts import key_figures

TITLE = "Commitments"
ALL_MEETINGS = "All meetings"

CLOCKS = {
    DayBasis.HAPPENED: "by the day it happened",
    DayBasis.RECORDED: "by the day it was recorded",
}
# One for each of the bands of ages, in their order.
BANDS = (
    "under 6 months",
    "6 to 12 months",
    "1 to 2 years",
    "2 to 3 years",
    "over 3 years",
)


def headline(
    commitments: LeadershipFigures, since: str, meetings: Mapping[str, str]
) -> str:
    """The answer in one sentence. `meetings` are their names ("the 10th meeting")."""
    now = commitments.figures
    if not now.activities:
        return NO_ACTIVITIES
    whole = format_count(now.activities, "activity", "activities")
    verb = "is" if 1 in (now.confirmed, now.activities) else "are"
    sentence = f"{format_number(now.confirmed)} of {whole} {verb} confirmed as done"
    if not now.open:
        return f"{sentence}, and nothing is open."
    sentence += f" and {format_count(now.open, 'is', 'are')} open, "
    sentence += (
        f"{format_number(now.overdue)} of them overdue"
        if now.overdue
        else "none overdue"
    )
    if commitments.oldest:
        oldest = commitments.oldest[0]
        first = meetings.get(oldest.first_meeting_id)
        origin = f", from {first}," if first else ""
        age = format_days(oldest.age_days)
        sentence += f"; the oldest{origin} has been open for {age}"
    return f"{sentence}. Since {since}, {changes_sentence(commitments)}."


def changes_sentence(commitments: LeadershipFigures) -> str:
    """The most important of the differences."""
    now, before = commitments.figures, commitments.before
    confirmed, late = now.confirmed - before.confirmed, now.overdue - before.overdue
    parts = []
    if confirmed > 0:
        parts.append(
            f"{format_number(confirmed)} more "
            f"{pluralize(confirmed, 'has', 'have')} been confirmed as done"
        )
    if late:
        parts.append(
            f"{format_number(abs(late))} {'more' if late > 0 else 'fewer'} "
            f"{pluralize(abs(late), 'is', 'are')} overdue"
        )
    if commitments.changes and not parts:
        parts.append(
            f"{format_count(len(commitments.changes), 'delegation')} "
            f"{pluralize(len(commitments.changes), 'has', 'have')} reported changes"
        )
    return join_names(parts) or "nothing has changed"


def figure_differences(
    before: ActivityFigures, now: ActivityFigures
) -> list[tuple[str, str, str]]:
    """Each figure that has changed: its label, its old and its new value."""
    figures = key_figures(before), key_figures(now)
    return [
        (new.label, old.value, new.value)
        for old, new in zip(figures[0].values(), figures[1].values(), strict=True)
        if old.value != new.value
    ]


# What was done to activities. "Moved" and "reported on" count other things.
_CHANGE_WORDS = {
    ChangeKind.CONFIRMED: "confirmed",
    ChangeKind.COMPLETED: "reported complete",
    ChangeKind.BLOCKED: "blocked",
    ChangeKind.RETURNED: "returned",
    ChangeKind.REOPENED: "reopened",
    ChangeKind.GIVEN_UP: "withdrawn",
    ChangeKind.DECLINED: "declined",
    ChangeKind.AGREED: "agreed",
    ChangeKind.CONTINUED: "continued in another activity",
    ChangeKind.ACCEPTED: "accepted",
    ChangeKind.REPORTED_ON: "with progress reports",
}

# The same as headings of a table.
CHANGE_HEADINGS = {
    **{kind: words.capitalize() for kind, words in _CHANGE_WORDS.items()},
    ChangeKind.CONTINUED: "Continued",
    ChangeKind.MOVED: "Due dates moved",
    ChangeKind.REPORTED_ON: "Progress reported",
}

_MAX_CHANGES = 3


def change_sentences(rows: Sequence[OwnerChanges]) -> list[str]:
    """A line for each delegation, with the most important changes: "Austria: 2
    activities confirmed, 1 blocked, 1 due date moved".
    """
    return [f"{row.name}: {', '.join(_change_texts(row))}" for row in rows]


def limit_sentences(sentences: Sequence[str], limit: int) -> list[str]:
    """The first of them, and how many more there are."""
    remaining = len(sentences) - limit
    limited = list(sentences[:limit])
    return (
        [*limited, f"and {format_count(remaining, 'more delegation')}"]
        if remaining > 0
        else limited
    )


def _change_texts(row: OwnerChanges) -> list[str]:
    """The first count of activities says what is counted; the others need not."""
    texts, noun_given = [], False
    for change, times in row.changes[:_MAX_CHANGES]:
        if change == ChangeKind.MOVED:
            texts.append(f"{format_count(times, 'due date')} moved")
            continue
        count = format_number(times)
        if not noun_given:
            count = format_count(times, "activity", "activities")
        texts.append(f"{count} {_CHANGE_WORDS[ChangeKind(change)]}")
        noun_given = True
    return texts


_SAME_DAY_NOUNS = {
    "agreed": ("agreement", "agreements"),
    "confirmed": ("confirmation", "confirmations"),
    "given up": ("withdrawal", "withdrawals"),
}


def same_day_sentence(row: BulkEntry) -> str:
    """Says that entries of one day were about other days."""
    subject = format_count(row.activities, *_SAME_DAY_NOUNS[row.what])
    return f"{subject} recorded on {format_date(row.day)} took place on other days"


def open_since_text(row: Activity, meetings: Mapping[str, str]) -> str:
    """open for 2 years, from the 10th meeting, postponed 3 times"""
    first = meetings.get(row.first_meeting_id)
    text = f"open for {format_days(row.age_days)}"
    text += f", from {first}" if first else ""
    return f"{text}, postponed {times_text(row.slips)}" if row.slips else text


def times_text(times: int) -> str:
    """once, twice, 3 times"""
    return {1: "once", 2: "twice"}.get(times) or format_count(times, "time")


def age_sentence(rows: Sequence[AgeBand]) -> str:
    """The finding of the ages."""
    opened = sum(row.open for row in rows)
    if not opened:
        return "No activity is open"
    old = sum(row.open for row in rows if row.from_days >= 365)
    activities = format_count(opened, "open activity", "open activities")
    if not old:
        if opened == 1:
            return "The only open activity is less than a year old"
        return f"All {activities} are less than a year old"
    verb = "is" if 1 in (old, opened) else "are"
    return f"{format_number(old)} of {activities} {verb} more than a year old"


def postponement_sentence(rows: Sequence[PostponedActivities]) -> str:
    """The finding of the dates moved."""
    times = sum(row.times for row in rows)
    if not times:
        return "No due date has been moved"
    first = rows[0]
    if times == 1:
        return f"1 due date has been moved, by {name_in_sentence(first.name)}"
    sentence = f"Due dates have been moved {times_text(times)}"
    if len(rows) == 1:
        return f"{sentence}, always by {name_in_sentence(first.name)}"
    if rows[1].times == first.times:
        return f"{sentence}, by {format_count(len(rows), 'delegation')}"
    return (
        f"{sentence}, most often by {name_in_sentence(first.name)} "
        f"({format_number(first.times)})"
    )


def moves_text(row: PostponedActivities) -> str:
    """moved 6 times in 5 activities"""
    activities = format_count(row.activities, "activity", "activities")
    return f"moved {times_text(row.times)} in {activities}"


def burn_up_sentence(rows: Sequence[BurnUpDay]) -> str:
    """The burn-up's finding."""
    if not rows:
        return "No activity has been agreed yet"
    last = rows[-1]
    agreed = format_count(last.made, "agreed activity", "agreed activities")
    sentence = f"{format_number(last.kept)} of {agreed} confirmed as done"
    if last.given_up:
        sentence += f", {format_number(last.given_up)} withdrawn"
    opened = last.made - last.kept - last.given_up
    return f"{sentence}, {format_number(opened)} outstanding" if opened else sentence


def owners_sentence(rows: Sequence[OwnerStatuses]) -> str:
    """The finding of who has what."""
    if not rows:
        return "No delegation has an activity yet"
    late = [name_in_sentence(row.name) for row in rows if row.overdue]
    opened = sum(1 for row in rows if row.open)
    verb = "has" if 1 in (opened, len(rows)) else "have"
    of = format_count(len(rows), "delegation")
    sentence = f"{format_number(opened)} of {of} {verb} open activities"
    return (
        f"{sentence}; overdue: {join_names(late)}"
        if late
        else f"{sentence}, none of them overdue"
        if opened
        else sentence
    )

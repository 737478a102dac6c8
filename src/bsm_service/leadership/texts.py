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
        first = meetings.get(commitments.oldest[0].first_meeting_id)
        sentence += f", the oldest since {first}" if first else ""
    return f"{sentence}. Since {since}, {changes_sentence(commitments)}."


def changes_sentence(commitments: LeadershipFigures) -> str:
    """What weighs most of what is different."""
    now, before = commitments.figures, commitments.before
    confirmed, late = now.confirmed - before.confirmed, now.overdue - before.overdue
    parts = []
    if confirmed > 0:
        parts.append(
            f"{format_number(confirmed)} more {pluralize(confirmed, 'is', 'are')} done"
        )
    if late:
        parts.append(
            f"{format_number(abs(late))} {'more' if late > 0 else 'fewer'} overdue"
        )
    if commitments.changes and not parts:
        parts.append(
            f"{format_count(len(commitments.changes), 'delegation')} had something to "
            "report"
        )
    return join_names(parts) or "nothing changed"


def figure_differences(
    before: ActivityFigures, now: ActivityFigures
) -> list[tuple[str, str, str]]:
    """Each figure that is another now: what it counts, what it was, what it is."""
    figures = key_figures(before), key_figures(now)
    return [
        (new.label, old.value, new.value)
        for old, new in zip(figures[0].values(), figures[1].values(), strict=True)
        if old.value != new.value
    ]


_CHANGE_TEXTS = {
    ChangeKind.CONFIRMED: "had {} confirmed",
    ChangeKind.COMPLETED: "completed {}",
    ChangeKind.MOVED: "moved {}",
    ChangeKind.BLOCKED: "met an obstacle in {}",
    ChangeKind.RETURNED: "had {} returned",
    ChangeKind.REOPENED: "had {} reopened",
    ChangeKind.GIVEN_UP: "gave up {}",
    ChangeKind.DECLINED: "declined {}",
    ChangeKind.AGREED: "promised {}",
    ChangeKind.CONTINUED: "continued {} elsewhere",
    ChangeKind.ACCEPTED: "accepted {}",
    ChangeKind.REPORTED_ON: "reported on {}",
}

_MAX_CHANGES = 3


def change_sentences(rows: Sequence[OwnerChanges]) -> list[str]:
    """A sentence for each delegation, of what weighs most: "Austria completed 2 and
    moved 1 date".
    """
    return [
        f"{row.name} {join_names(_change_texts(row)[:_MAX_CHANGES])}" for row in rows
    ]


def limit_sentences(sentences: Sequence[str], limit: int) -> list[str]:
    """The first of them, and how many there are beside."""
    remaining = len(sentences) - limit
    limited = list(sentences[:limit])
    return (
        [*limited, f"and {format_count(remaining, 'more delegation')}"]
        if remaining > 0
        else limited
    )


def _change_texts(row: OwnerChanges) -> list[str]:
    return [
        _CHANGE_TEXTS[ChangeKind(change)].format(
            format_count(times, "date")
            if change == ChangeKind.MOVED
            else format_number(times)
        )
        for change, times in row.changes
    ]


_SAME_DAY_NOUNS = {
    "agreed": ("agreement", "agreements"),
    "confirmed": ("confirmation", "confirmations"),
    "given up": ("withdrawal", "withdrawals"),
}


def same_day_sentence(row: BulkEntry) -> str:
    """That a day's records are not what was done on that day."""
    subject = format_count(row.activities, *_SAME_DAY_NOUNS[row.what])
    return f"{subject} recorded on {format_date(row.day)} happened on other days"


def open_since_text(row: Activity, meetings: Mapping[str, str]) -> str:
    """open since the 10th meeting, 3 slips"""
    first = meetings.get(row.first_meeting_id)
    text = f"open since {first}" if first else f"open for {format_days(row.age_days)}"
    return f"{text}, {format_count(row.slips, 'slip')}" if row.slips else text


def age_sentence(rows: Sequence[AgeBand]) -> str:
    """The finding of the ages."""
    opened = sum(row.open for row in rows)
    if not opened:
        return "Nothing is open"
    old = sum(row.open for row in rows if row.from_days >= 365)
    if not old:
        if opened == 1:
            return "The only open activity is younger than a year"
        activities = format_count(opened, "open activity", "open activities")
        return f"All {activities} are younger than a year"
    verb = "is" if 1 in (old, opened) else "are"
    return (
        f"{format_number(old)} of {format_number(opened)} open {verb} older than a year"
    )


def postponement_sentence(rows: Sequence[PostponedActivities]) -> str:
    """The finding of the dates moved."""
    times = sum(row.times for row in rows)
    if not times:
        return "No due date was moved"
    first = rows[0]
    sentence = f"Due dates were moved {format_count(times, 'time')}"
    if len(rows) == 1:
        return f"{sentence}, all by {first.name}"
    if rows[1].times == first.times:
        return f"{sentence}, by {format_count(len(rows), 'delegation')}"
    return f"{sentence}, most often by {first.name} ({format_number(first.times)})"


def moves_text(row: PostponedActivities) -> str:
    """6 moves in 5 activities"""
    activities = format_count(row.activities, "activity", "activities")
    return f"{format_count(row.times, 'move')} in {activities}"


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
    return f"{sentence}, {format_number(opened)} open" if opened else sentence


def owners_sentence(rows: Sequence[OwnerStatuses]) -> str:
    """The finding of who has what."""
    if not rows:
        return "Nobody has promised anything yet"
    late = [row.name for row in rows if row.overdue]
    opened = sum(1 for row in rows if row.open)
    verb = "has" if 1 in (opened, len(rows)) else "have"
    of = format_count(len(rows), "delegation")
    sentence = f"{format_number(opened)} of {of} {verb} something open"
    return (
        f"{sentence}; overdue: {join_names(late)}"
        if late
        else f"{sentence}, nobody overdue"
    )

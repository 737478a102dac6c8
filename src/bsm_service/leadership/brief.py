"""The brief: the leadership report on one page of PDF, with its moment."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from typing import Any

from bsm_domain.follow_up.values import ActivityStatus
from bsm_domain.foundation.formatting import (
    format_count,
    format_date,
    format_datetime,
    format_number,
)
from bsm_projections.engine.audience import audience_notice
from bsm_projections.engine.moment import Moment
from bsm_projections.leadership.activity_figures import OwnerStatuses
from bsm_projections.leadership.burn_up import BURN_UP_LABELS, BurnUpDay
from bsm_projections.meetings.display_names import short_meeting_name
from bsm_service.application.system import System
from bsm_service.documents import pdf
from bsm_service.leadership import texts
from bsm_service.leadership.key_figure_texts import key_figures
from bsm_service.leadership.report import LeadershipReport

_TEMPLATE = (files(__package__) / "brief.typ").read_bytes()
# What there is room for on the page: the rest is counted.
_OWNERS, _SENTENCES, _TOGETHER, _MEASURES = 28, 7, 2, 6
_NETWORK, _NAME, _TITLE, _SENTENCE, _HEADLINE = 80, 26, 60, 80, 240
# Of the height of a chart: lines that end closer than this would hide each other's
# labels.
_LABEL_DISTANCE = 0.11


def render_brief(system: System, report: LeadershipReport, notice: str | None) -> bytes:
    """A PDF of one page. The same moment makes the same bytes. `notice` says what is
    invented.
    """
    return pdf.render_pdf(
        _TEMPLATE, brief_data(system, report, notice), report.moment.at
    )


def file_name(moment: Moment) -> str:
    return f"commitments-{moment.position}.pdf"


def brief_data(
    system: System, report: LeadershipReport, notice: str | None
) -> dict[str, Any]:
    """What the template lays out."""
    network = system.network()
    position = report.moment.position
    root = system.store.root_at(position).hex()[:16]
    commitments = report.commitments
    return {
        "title": texts.TITLE,
        "network": _truncate(network.name if network else "", _NETWORK),
        "scope": short_meeting_name(report.meeting)
        if report.meeting
        else texts.ALL_MEETINGS,
        "headline": _truncate(report.headline, _HEADLINE),
        "figures": [
            figure._asdict() for figure in key_figures(commitments.figures).values()
        ],
        "burn_up": _burn_up(report),
        "changes": _changes(report),
        "owners": _owners(commitments.owners),
        "oldest": {
            "title": texts.age_sentence(commitments.ages),
            "measure": "The open activities that were agreed first",
            "rows": [
                (
                    _truncate(row.owner_name, _NAME),
                    _truncate(row.title, _TITLE),
                    texts.open_since_text(row, report.names),
                    f"due {format_date(row.due_on)}",
                )
                for row in commitments.oldest
            ],
        },
        "foot": f"As known at fact {format_number(position)}, "
        f"{format_datetime(report.moment.at)}; "
        f"root hash {root}",
        "coverage": audience_notice(report.audience),
        "notice": notice or "",
    }


def _burn_up(report: LeadershipReport) -> dict[str, Any]:
    commitments = report.commitments
    until = report.moment.at.date()
    together = [texts.same_day_sentence(row) for row in commitments.recorded_together]
    hidden_days = len(together) - _TOGETHER
    if hidden_days > 0:
        together[_TOGETHER:] = [f"and {format_count(hidden_days, 'more such day')}"]
    return {
        "title": texts.burn_up_sentence(commitments.burn_up),
        "measure": f"Cumulative activities, {texts.CLOCKS[commitments.clock]}",
        "together": together,
        **_chart_lines(commitments.burn_up, until),
    }


def _chart_lines(rows: Sequence[BurnUpDay], until: date) -> dict[str, Any]:
    """Lines from the left (0) to the right (1), from the bottom (0) to the top (1)."""
    if not rows:
        return {"lines": [], "years": []}
    first, until = rows[0].day, max(until, rows[-1].day)
    days = max((until - first).days, 1)
    highest = max(row.made for row in rows)

    def across(day: date) -> float:
        return round((day - first).days / days, 4)

    lines = []
    for name, label in BURN_UP_LABELS.items():
        values = [getattr(row, name) for row in rows]
        if any(values):
            points = [
                (across(row.day), round(value / highest, 4))
                for row, value in zip(rows, values, strict=True)
            ]
            points.append((1.0, points[-1][1]))
            line_label = f"{format_number(values[-1])} {label}"
            lines.append({"name": name, "label": line_label, "points": points})
    years = [date(year, 1, 1) for year in range(first.year + 1, until.year + 1)]
    step = 1 + len(years) // 6
    return {
        "lines": _with_label_heights(lines),
        "years": [(across(year), str(year.year)) for year in years[::step]],
    }


def _with_label_heights(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each with the height of its label, from the lowest line up."""
    lowest = 0.0
    placed = []
    for line in sorted(
        lines, key=lambda chart_line: float(chart_line["points"][-1][1])
    ):
        height = max(line["points"][-1][1], lowest)
        placed.append({**line, "at": height})
        lowest = height + _LABEL_DISTANCE
    return placed


def _changes(report: LeadershipReport) -> dict[str, Any]:
    commitments = report.commitments
    sentences = [_truncate(sentence, _SENTENCE) for sentence in report.sentences]
    return {
        "title": f"What changed since {report.since.what}",
        "measure": f"Recorded after the end of {format_date(report.since.on)} (UTC)",
        "differences": texts.figure_differences(
            commitments.before, commitments.figures
        )[:_MEASURES],
        "sentences": texts.limit_sentences(sentences, _SENTENCES),
        "none": "" if sentences else "Nothing has been recorded since.",
    }


def _owners(owners: Sequence[OwnerStatuses]) -> dict[str, Any]:
    """Those with anything overdue first, then those with anything open, each in
    protocol order; the rest counted.
    """
    statuses = [
        status
        for status in ActivityStatus
        if any(status in dict(owner.by_status) for owner in owners)
    ]
    ordered = sorted(owners, key=lambda owner: (not owner.overdue, not owner.open))
    shown_owners, remaining = ordered[:_OWNERS], ordered[_OWNERS:]
    rows = [
        (
            f"{owner.code} {_truncate(owner.name, _NAME)}",
            *(_display(dict(owner.by_status).get(status, 0)) for status in statuses),
            _display(owner.overdue),
        )
        for owner in shown_owners
    ]
    return {
        "title": texts.owners_sentence(owners),
        "measure": "Activities by delegation and status: delegations with overdue ones "
        "first, then those with open ones, each in protocol order",
        "columns": [*statuses, "overdue"],
        "rows": rows,
        "rest": _totals(remaining) if remaining else "",
    }


def _totals(owners: Sequence[OwnerStatuses]) -> str:
    activities = sum(owner.activities for owner in owners)
    return (
        f"and {format_count(len(owners), 'more delegation')} with "
        f"{format_count(activities, 'activity', 'activities')}, "
        f"{format_number(sum(owner.open for owner in owners))} open, "
        f"{format_number(sum(owner.overdue for owner in owners))} overdue"
    )


def _display(value: int) -> str:
    return str(value) if value else "\u00b7"


def _truncate(text: str, limit: int) -> str:
    """On one line, without what is no letter but would turn those beside it round."""
    text = "".join(
        " " if unicodedata.category(character)[0] == "C" else character
        for character in text
    )
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}\u2026"

"""The brief: all that leadership is told, on one page of paper, with its moment."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from typing import Any

from bsm_domain.follow_up import ActivityStatus
from bsm_projections.engine.audience import coverage
from bsm_projections.engine.formatting import count, format_date, moment, number
from bsm_projections.engine.moment import Moment
from bsm_projections.leadership.burn_up import LINES, PromisesOn
from bsm_projections.leadership.figures import OwnerStatuses
from bsm_projections.meetings.names import edition
from bsm_service.application.system import System
from bsm_service.documents import pdf as typesetting
from bsm_service.leadership import texts as wording
from bsm_service.leadership.report import LeadershipReport

_TEMPLATE = (files(__package__) / "brief.typ").read_bytes()
# What there is room for on the page: the rest is counted.
_OWNERS, _SENTENCES, _TOGETHER, _MEASURES = 28, 7, 2, 6
_NETWORK, _NAME, _TITLE, _SENTENCE, _HEADLINE = 80, 26, 60, 80, 240
# Of the height of a chart: lines that end closer than this would hide each other's
# labels.
_LABEL_DISTANCE = 0.11


def render_brief(system: System, told: LeadershipReport, notice: str | None) -> bytes:
    """A PDF of one page. The same moment makes the same bytes. `notice` says what is
    invented.
    """
    return typesetting.render_pdf(
        _TEMPLATE, brief_data(system, told, notice), told.moment.at
    )


def file_name(of: Moment) -> str:
    return f"commitments-{of.position}.pdf"


def brief_data(
    system: System, told: LeadershipReport, notice: str | None
) -> dict[str, Any]:
    """What the template lays out."""
    network = system.network()
    position = told.moment.position
    root = system.store.root_at(position).hex()[:16]
    found = told.commitments
    return {
        "title": wording.TITLE,
        "network": _truncate(network.name if network else "", _NETWORK),
        "scope": edition(told.meeting) if told.meeting else wording.ALL_MEETINGS,
        "headline": _truncate(told.headline, _HEADLINE),
        "figures": [
            one._asdict() for one in wording.key_figures(found.figures).values()
        ],
        "burn_up": _burn_up(told),
        "changes": _changes(told),
        "owners": _owners(found.owners),
        "oldest": {
            "title": wording.age_sentence(found.ages),
            "measure": "The open activities that were promised first",
            "rows": [
                (
                    _truncate(row.owner_name, _NAME),
                    _truncate(row.title, _TITLE),
                    wording.open_since_text(row, told.names),
                    f"due {format_date(row.due_on)}",
                )
                for row in found.oldest
            ],
        },
        "foot": f"As known at fact {number(position)}, {moment(told.moment.at)}; root "
        f"hash {root}",
        "coverage": coverage(told.audience),
        "notice": notice or "",
    }


def _burn_up(told: LeadershipReport) -> dict[str, Any]:
    found = told.commitments
    until = told.moment.at.date()
    together = [wording.same_day_sentence(row) for row in found.recorded_together]
    more = len(together) - _TOGETHER
    if more > 0:
        together[_TOGETHER:] = [f"and so on {count(more, 'further day')}"]
    return {
        "title": wording.burn_up_sentence(found.burn_up),
        "measure": f"Activities cumulated, {wording.CLOCKS[found.clock]}",
        "together": together,
        **_chart_lines(found.burn_up, until),
    }


def _chart_lines(rows: Sequence[PromisesOn], until: date) -> dict[str, Any]:
    """Lines from the left (0) to the right (1), from the bottom (0) to the top (1)."""
    if not rows:
        return {"lines": [], "years": []}
    first, until = rows[0].day, max(until, rows[-1].day)
    days = max((until - first).days, 1)
    most = max(row.made for row in rows)

    def across(day: date) -> float:
        return round((day - first).days / days, 4)

    lines = []
    for name, label in LINES.items():
        values = [getattr(row, name) for row in rows]
        if any(values):
            points = [
                (across(row.day), round(value / most, 4))
                for row, value in zip(rows, values, strict=True)
            ]
            points.append((1.0, points[-1][1]))
            told = f"{number(values[-1])} {label}"
            lines.append({"name": name, "label": told, "points": points})
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
    for line in sorted(lines, key=lambda one: float(one["points"][-1][1])):
        at = max(line["points"][-1][1], lowest)
        placed.append({**line, "at": at})
        lowest = at + _LABEL_DISTANCE
    return placed


def _changes(told: LeadershipReport) -> dict[str, Any]:
    found = told.commitments
    sentences = [_truncate(one, _SENTENCE) for one in told.sentences]
    return {
        "title": f"What changed since {told.since.what}",
        "measure": f"Recorded after the end of {format_date(told.since.on)} (UTC)",
        "differences": wording.figure_differences(found.before, found.figures)[
            :_MEASURES
        ],
        "sentences": wording.limit_sentences(sentences, _SENTENCES),
        "none": "" if sentences else "Nothing was recorded since.",
    }


def _owners(owners: Sequence[OwnerStatuses]) -> dict[str, Any]:
    """Those with anything overdue first, then those with anything open, each in
    protocol order; the rest counted.
    """
    statuses = [
        status
        for status in ActivityStatus
        if any(status in dict(one.by_status) for one in owners)
    ]
    ordered = sorted(owners, key=lambda one: (not one.overdue, not one.open))
    shown, rest = ordered[:_OWNERS], ordered[_OWNERS:]
    rows = [
        (
            f"{one.code} {_truncate(one.name, _NAME)}",
            *(_display(dict(one.by_status).get(status, 0)) for status in statuses),
            _display(one.overdue),
        )
        for one in shown
    ]
    return {
        "title": wording.owners_sentence(owners),
        "measure": "Activities by delegation and status, in protocol order: those with "
        "something overdue, with something open, and others",
        "columns": [*statuses, "overdue"],
        "rows": rows,
        "rest": _totals(rest) if rest else "",
    }


def _totals(rest: Sequence[OwnerStatuses]) -> str:
    activities = sum(one.activities for one in rest)
    return (
        f"and {count(len(rest), 'more delegation')} with "
        f"{count(activities, 'activity', 'activities')}, "
        f"{number(sum(one.open for one in rest))} open, "
        f"{number(sum(one.overdue for one in rest))} overdue"
    )


def _display(value: int) -> str:
    return str(value) if value else "\u00b7"


def _truncate(text: str, most: int) -> str:
    """On one line, without what is no letter but would turn those beside it round."""
    text = "".join(" " if unicodedata.category(it)[0] == "C" else it for it in text)
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}\u2026"

"""HTML for the page Commitments: owners by statuses, and lists of activities."""

from collections.abc import Callable, Sequence
from html import escape

from bsm_domain.foundation import formatting
from bsm_projections.leadership.activity_changes import DueDateMove
from bsm_projections.leadership.activity_figures import OwnerStatuses

MAX_SHADE = 4
OVERDUE = "overdue"

# An address for an owner and a status, or "overdue"; None for all of an owner.
LinkOf = Callable[[str, str | None], str]


def owner_matrix(
    owners: Sequence[OwnerStatuses], statuses: Sequence[str], link_of: LinkOf
) -> str:
    """Owners by statuses, each number a link, shaded by how many. It has room on a
    phone, since the heads stand upright.
    """
    columns = [*statuses, OVERDUE]
    head = "".join(
        f'<th scope="col"><span>{escape(name)}</span></th>' for name in columns
    )
    body = "".join(
        f'<tr><th scope="row"><a href="{link_of(owner.code, None)}" target="_self">'
        f"<b>{escape(owner.code)}</b> "
        f'<span class="bsm-wide">{escape(owner.name)}</span>'
        f"</a></th>{_matrix_cells(owner, columns, link_of)}</tr>"
        for owner in owners
    )
    return (
        '<table class="bsm-matrix"><caption class="bsm-hidden">Activities by '
        'delegation and status</caption><thead><tr><th scope="col">Delegation</th>'
        f"{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


def _matrix_cells(owner: OwnerStatuses, columns: Sequence[str], link_of: LinkOf) -> str:
    counts = {**dict(owner.by_status), OVERDUE: owner.overdue}
    return "".join(
        _matrix_cell(owner, name, counts.get(name, 0), link_of) for name in columns
    )


def _matrix_cell(owner: OwnerStatuses, name: str, value: int, link_of: LinkOf) -> str:
    if not value:
        return "<td></td>"
    mark = f"bsm-is-{name.replace(' ', '-')} bsm-many{min(value, MAX_SHADE)}"
    activities = formatting.format_count(value, "activity", "activities")
    label = f"{owner.name}: {activities} {name}"
    return (
        f'<td class="{mark}"><a href="{link_of(owner.code, name)}" target="_self" '
        f'title="{escape(label)}" aria-label="{escape(label)}">{value}</a></td>'
    )


def activity_list(rows: Sequence[tuple[str, str, str, str]]) -> str:
    """Activities, a line each: owner's code, title, its address, text."""
    items = "".join(
        f'<li><span class="bsm-code">{escape(code)}</span>'
        f'<span><a href="{to}" target="_self">{escape(title)}</a>'
        f"<small>{escape(text)}</small></span></li>"
        for code, title, to, text in rows
    )
    return f'<ol class="bsm-promises">{items}</ol>'


def postponement_text(row: DueDateMove) -> str:
    """From when to when it was moved, and why."""
    was_due_on = formatting.format_date(row.was_due_on)
    text = f"{was_due_on} \u2192 {formatting.format_date(row.due_on)}"
    return f"{text}: {row.reason}" if row.reason else text


def sentence_list(sentences: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f'<ul class="bsm-sentences">{items}</ul>'


def chart_notes(notes: Sequence[str]) -> str:
    """What must be known before a chart is read."""
    return "".join(f'<p class="bsm-mark">{escape(note)}.</p>' for note in notes)


def link_row(links: Sequence[tuple[str, str, str]], before: str = "") -> str:
    """What is counted, and how many, each opening it, one beside the other."""
    items = " ".join(
        f'<a href="{to}" target="_self">{escape(label)}: {escape(value)}</a>'
        for label, value, to in links
    )
    before_html = f"<span>{escape(before)}</span> " if before else ""
    return f'<p class="bsm-ways">{before_html}{items}</p>'

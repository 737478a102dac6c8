"""HTML for what belongs to one activity: steps, what it waits for, evidence, words."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from html import escape
from xml.sax.saxutils import quoteattr

from bsm_projections.follow_up.details import Comment, Evidence, Milestone, Related
from dashboard.components import formatting
from dashboard.components.html import status_badge
from dashboard.follow_up.texts import entered_late, size

Name = Callable[[str], str]
_MILESTONES = {"set": "to come", "reached": "reached", "dropped": "dropped"}


def subtitle(text: str) -> str:
    return f'<h3 class="bsm-subtitle">{escape(text)}</h3>'


def _list(kind: str, items: Iterable[str]) -> str:
    told = "".join(f"<li>{one}</li>" for one in items)
    return f'<ul class="bsm-belongings bsm-{kind}">{told}</ul>'


def milestones(rows: Sequence[Milestone]) -> str:
    """Each step with its day; what is late says so in words."""
    if not rows:
        return ""
    reached = sum(one.state == "reached" for one in rows)
    counted = sum(one.state != "dropped" for one in rows)
    return subtitle(f"{reached} of {counted} milestones reached") + _list(
        "milestones", map(_milestone, rows)
    )


def _milestone(one: Milestone) -> str:
    state = "overdue" if one.overdue else _MILESTONES[one.state]
    when = f"by {formatting.day(one.due_on)}"
    if one.reached_at is not None:
        when = f"{when}, reached {formatting.day(one.reached_at.date())}"
    late = " bsm-late" if one.overdue else ""
    return (
        f"<span>{escape(one.title)}</span>"
        f'<small class="bsm-state{late}">{escape(state)} · {escape(when)}</small>'
    )


def related(title: str, rows: Sequence[Related], address: Callable[[str], str]) -> str:
    """Other activities, each the way to itself."""
    if not rows:
        return ""
    return subtitle(title) + _list(
        "related",
        (
            f'<a href="{address(one.id)}" target="_self">{escape(one.owner)} · '
            f"{escape(one.title)}</a> {status_badge(one.status)}"
            for one in rows
        ),
    )


def evidence(rows: Sequence[Evidence], file_at: Callable[[Evidence], str]) -> str:
    """The newest revision of each piece, with those before it."""
    if not rows:
        return ""
    latest = [one for one in rows if one.is_latest]
    earlier = {
        one.id: [it for it in rows if it.id == one.id and not it.is_latest]
        for one in latest
    }
    return subtitle(f"Evidence: {len(latest)}") + _list(
        "evidence", (_piece(one, earlier[one.id], file_at) for one in latest)
    )


def _piece(
    one: Evidence, before: Sequence[Evidence], file_at: Callable[[Evidence], str]
) -> str:
    told = [f"{_whose(one.by_delegation, one.by_role)}, {_clocks(one)}"]
    if one.revision > 1:
        told.append(f"revision {one.revision}")
    if one.size is not None:
        told.append(size(one.size))
    if one.expires_on is not None:
        verb = "counted until" if one.expired else "counts until"
        told.append(f"{verb} {formatting.day(one.expires_on)}")
    state = (
        "withdrawn"
        if one.is_withdrawn
        else "erased for ever"
        if one.is_erased
        else "expired"
        if one.expired
        else ""
    )
    badge = f' <b class="bsm-state">{state}</b>' if state else ""
    note = f"<span>{escape(one.note)}</span>" if one.note else ""
    digest = f"<small>SHA-256 <code>{one.sha256}</code></small>" if one.sha256 else ""
    others = " ".join(
        _link(it, file_at, f"revision {it.revision}") for it in reversed(before)
    )
    earlier = f"<small>before: {others}</small>" if others else ""
    named = _link(one, file_at, one.name or one.url or "evidence")
    return (
        f"<span>{named}{badge}</span>{note}"
        f"<small>{escape(' · '.join(told))}</small>{digest}{earlier}"
    )


def _link(one: Evidence, file_at: Callable[[Evidence], str], named: str) -> str:
    if one.is_erased or (one.sha256 is None and one.url is None):
        return escape(named)
    if one.sha256 is not None:
        return f'<a href="{file_at(one)}" target="_blank">{escape(named)}</a>'
    if not (one.url or "").startswith(("https://", "http://")):
        return escape(named)  # a text that cannot be read, or was erased
    return (
        f'<a href={quoteattr(one.url or "")} target="_blank" '
        f'rel="noopener noreferrer nofollow">{escape(named)}</a>'
    )


def comments(rows: Sequence[Comment], name: Name) -> str:
    """What was said, in the order in which it was."""
    if not rows:
        return ""
    return subtitle(formatting.count(len(rows), "comment")) + _list(
        "comments", (_comment(one, name) for one in rows)
    )


def _comment(one: Comment, name: Name) -> str:
    to = formatting.listed([name(code) for code in one.mentions], most=20)
    asked = f" to {to}" if to else ""
    whose = _whose(one.by_delegation and name(one.by_delegation), one.by_role)
    said = escape(one.text).replace("\n", "<br>")
    return (
        f"<small>{escape(f'{whose}{asked}, {_clocks(one)}')}</small><span>{said}</span>"
    )


def _whose(delegation: str | None, role: str) -> str:
    return delegation or role.replace("-", " ")


def _clocks(one: Comment | Evidence) -> str:
    """When it happened; and when it was recorded, where that was later."""
    happened: datetime = one.made_at if isinstance(one, Comment) else one.attached_at
    told = formatting.moment(happened)
    if one.recorded_at == happened:
        return told
    late = ", entered late" if entered_late(happened, one.recorded_at) else ""
    return f"{told}, recorded {formatting.moment(one.recorded_at)}{late}"

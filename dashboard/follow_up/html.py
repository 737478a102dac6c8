"""HTML for what belongs to one activity: milestones, related activities, evidence,
comments.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from html import escape
from xml.sax.saxutils import quoteattr

from bsm_domain.foundation import formatting
from bsm_projections.follow_up.activity_details import (
    Comment,
    Evidence,
    Milestone,
    RelatedActivity,
)
from dashboard.components.html import status_badge
from dashboard.follow_up.texts import file_size, is_entered_late

NameOf = Callable[[str], str]
_MILESTONES = {"set": "to come", "reached": "reached", "dropped": "dropped"}


def subtitle(text: str) -> str:
    return f'<h3 class="bsm-subtitle">{escape(text)}</h3>'


def _list(kind: str, items: Iterable[str]) -> str:
    text = "".join(f"<li>{item}</li>" for item in items)
    return f'<ul class="bsm-belongings bsm-{kind}">{text}</ul>'


def milestones(rows: Sequence[Milestone]) -> str:
    """Each step with its day; what is late says so in words."""
    if not rows:
        return ""
    reached = sum(milestone.state == "reached" for milestone in rows)
    counted = sum(milestone.state != "dropped" for milestone in rows)
    return subtitle(f"{reached} of {counted} milestones reached") + _list(
        "milestones", map(_milestone, rows)
    )


def _milestone(milestone: Milestone) -> str:
    state = "overdue" if milestone.overdue else _MILESTONES[milestone.state]
    day_text = f"by {formatting.format_date(milestone.due_on)}"
    if milestone.reached_at is not None:
        day_text = (
            f"{day_text}, reached {formatting.format_date(milestone.reached_at.date())}"
        )
    late = " bsm-late" if milestone.overdue else ""
    return (
        f"<span>{escape(milestone.title)}</span>"
        f'<small class="bsm-state{late}">{escape(state)} · {escape(day_text)}</small>'
    )


def related_activities(
    title: str, rows: Sequence[RelatedActivity], address: Callable[[str], str]
) -> str:
    """Other activities, each the way to itself."""
    if not rows:
        return ""
    return subtitle(title) + _list(
        "related",
        (
            f'<a href="{address(related.id)}" target="_self">{escape(related.owner)} · '
            f"{escape(related.title)}</a> {status_badge(related.status)}"
            for related in rows
        ),
    )


def evidence_list(
    rows: Sequence[Evidence], address_of: Callable[[Evidence], str]
) -> str:
    """The newest revision of each piece, with those before it."""
    if not rows:
        return ""
    latest = [evidence for evidence in rows if evidence.is_latest]
    earlier = {
        row.id: [
            evidence
            for evidence in rows
            if evidence.id == row.id and not evidence.is_latest
        ]
        for row in latest
    }
    return subtitle(f"Evidence: {len(latest)}") + _list(
        "evidence", (_evidence_item(row, earlier[row.id], address_of) for row in latest)
    )


def _evidence_item(
    evidence: Evidence, before: Sequence[Evidence], file_at: Callable[[Evidence], str]
) -> str:
    text = [f"{_author(evidence.by_delegation, evidence.by_role)}, {_times(evidence)}"]
    if evidence.revision > 1:
        text.append(f"revision {evidence.revision}")
    if evidence.size is not None:
        text.append(file_size(evidence.size))
    if evidence.expires_on is not None:
        verb = "counted until" if evidence.expired else "counts until"
        text.append(f"{verb} {formatting.format_date(evidence.expires_on)}")
    state = (
        "withdrawn"
        if evidence.is_withdrawn
        else "erased for ever"
        if evidence.is_erased
        else "expired"
        if evidence.expired
        else ""
    )
    badge = f' <b class="bsm-state">{state}</b>' if state else ""
    note = f"<span>{escape(evidence.note)}</span>" if evidence.note else ""
    digest = (
        f"<small>SHA-256 <code>{evidence.sha256}</code></small>"
        if evidence.sha256
        else ""
    )
    revision_links = " ".join(
        _evidence_link(revision, file_at, f"revision {revision.revision}")
        for revision in reversed(before)
    )
    earlier = f"<small>before: {revision_links}</small>" if revision_links else ""
    link = _evidence_link(
        evidence, file_at, evidence.name or evidence.url or "evidence"
    )
    return (
        f"<span>{link}{badge}</span>{note}"
        f"<small>{escape(' · '.join(text))}</small>{digest}{earlier}"
    )


def _evidence_link(
    evidence: Evidence, file_at: Callable[[Evidence], str], label: str
) -> str:
    if evidence.is_erased or (evidence.sha256 is None and evidence.url is None):
        return escape(label)
    if evidence.sha256 is not None:
        return f'<a href="{file_at(evidence)}" target="_blank">{escape(label)}</a>'
    if not (evidence.url or "").startswith(("https://", "http://")):
        return escape(label)  # a text that cannot be read, or was erased
    return (
        f'<a href={quoteattr(evidence.url or "")} target="_blank" '
        f'rel="noopener noreferrer nofollow">{escape(label)}</a>'
    )


def comment_list(rows: Sequence[Comment], name: NameOf) -> str:
    """Comments in the order in which they were made."""
    if not rows:
        return ""
    return subtitle(formatting.format_count(len(rows), "comment")) + _list(
        "comments", (_comment_item(comment, name) for comment in rows)
    )


def _comment_item(comment: Comment, name: NameOf) -> str:
    names = formatting.join_names([name(code) for code in comment.mentions], limit=20)
    addressees = f" to {names}" if names else ""
    author = _author(
        comment.by_delegation and name(comment.by_delegation), comment.by_role
    )
    text = escape(comment.text).replace("\n", "<br>")
    return (
        f"<small>{escape(f'{author}{addressees}, {_times(comment)}')}"
        f"</small><span>{text}</span>"
    )


def _author(delegation: str | None, role: str) -> str:
    return delegation or role.replace("-", " ")


def _times(comment: Comment | Evidence) -> str:
    """When it happened; and when it was recorded, where that was later."""
    happened: datetime = (
        comment.made_at if isinstance(comment, Comment) else comment.attached_at
    )
    text = formatting.format_datetime(happened)
    if comment.recorded_at == happened:
        return text
    late = ", entered late" if is_entered_late(happened, comment.recorded_at) else ""
    return f"{text}, recorded {formatting.format_datetime(comment.recorded_at)}{late}"

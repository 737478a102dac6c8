"""Texts about the editions of a series, and about how many took part in them."""

from collections.abc import Mapping, Sequence

from bsm_domain.foundation.formatting import format_count, format_number, join_names
from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_projections.meetings.read_model import Meeting
from dashboard.meetings.texts import NOT_STATED, is_off, stated_number_or_none

_HELD = (MeetingStatus.IN_SESSION, MeetingStatus.CONCLUDED)


def editions_finding(editions: Sequence[Meeting]) -> str:
    """4 other editions on record; a total is stated for 2 of the 5"""
    others = len(editions) - 1
    if not others:
        return "The only edition on record"
    text = f"{format_count(others, 'other edition')} on record"
    stated = sum(edition.stated is not None for edition in editions)
    if not stated:
        return text
    in_all = format_number(len(editions))
    of_all = f"all {in_all}"
    if stated < len(editions):
        of_all = f"{format_number(stated)} of the {in_all}"
    return f"{text}; a total is stated for {of_all}"


def participation_label(edition: Meeting, number: str | None = None) -> str:
    """102 from 35 States; > 60; cancelled; not held yet; not stated. The `number` is
    that of the participants, if it is to look otherwise.
    """
    stated = edition.stated
    if stated is not None:
        text = number or stated_number_or_none(stated)
        if stated.states is not None:
            text += f" from {format_count(stated.states, 'State')}"
        return text
    if is_off(edition):
        return edition.status
    return NOT_STATED if edition.status in _HELD else "not held yet"


def participation_alt(editions: Sequence[Meeting], names: Mapping[str, str]) -> str:
    """What the bars show, and which editions have none."""
    without = [
        f"{names[edition.id]} ({participation_label(edition)})"
        for edition in editions
        if edition.stated is None
    ]
    return (
        "A bar for each edition, as long as the number of participants that a source "
        f"states; without a bar: {join_names(without, None) if without else 'none'}"
    )

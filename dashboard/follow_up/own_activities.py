"""What a focal point sees first: what waits for the own delegation, what is due, and a
report in two taps. Chair and secretariat see what waits for them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from bsm_domain.foundation.roles import Role
from bsm_projections.follow_up.queries import Activity
from bsm_projections.follow_up.unanswered_mentions import Mention, mentions
from bsm_service.access.permissions import Principal
from dashboard.follow_up import board, forms, panels, selection, texts
from dashboard.follow_up.selection import OPEN, OWNER, SCOPE, STATUS, VIEW, Choice
from dashboard.follow_up.texts import Waits
from dashboard.widgets.headings import show_empty_state, show_heading

ABREAST = 3
# Beyond so many a list is a better place than cards.
MOST = {"waiting": 3, "own": 12}


@dataclass(frozen=True, slots=True)
class Waiting:
    """An activity, and what is asked of whoever looks; perhaps by a comment."""

    row: Activity
    why: str
    by_comment: bool = False


def first(choice: Choice) -> bool:
    """What is theirs; whether there is anybody to whom anything is."""
    principal = choice.page.viewer.principal
    if choice.has_own and principal.delegation is not None:
        _waiting(choice, waiting_for(choice, principal))
        _own(choice, principal.delegation)
        return True
    if principal.role in (Role.CHAIR, Role.SECRETARIAT):
        found = waiting_for(choice, principal)
        _waiting(choice, found)
        return bool(found)
    return False


def waiting_for(choice: Choice, principal: Principal) -> list[Waiting]:
    """What somebody else waits for them to do, the first due first. An activity comes
    once, for what matters most.
    """
    rows = choice.everywhere
    found: dict[str, Waiting] = {}

    def add(row: Activity, why: str, *, by_comment: bool = False) -> None:
        found.setdefault(row.id, Waiting(row, why, by_comment))

    own = principal.delegation
    for row in rows:
        if own is not None and row.status == "agreed" and row.owner == own:
            add(row, Waits.ACCEPT)
        elif row.status == "reported complete" and (
            own in row.partners if own is not None else True
        ):
            add(row, Waits.CONFIRM)
        elif own is None and row.status == "proposed":
            add(row, Waits.AGREE)
        elif own is None and row.status == "declined":
            add(row, Waits.HAND_OVER)
    if own is not None:
        known = {row.id: row for row in rows}
        names = choice.page.viewer.delegation_names()
        for one in _unanswered(choice, own):
            if one.activity_id in known:
                by = names.get(one.by, one.by.replace("-", " "))
                why = texts.asked_by(by, one.made_at)
                add(known[one.activity_id], why, by_comment=True)
    return list(found.values())


def mentions_told(choice: Choice) -> set[str]:
    """Open activities of which nobody need say again that the own delegation was
    mentioned: a card says it, or the delegation has answered.
    """
    principal = choice.page.viewer.principal
    if not choice.has_own or principal.delegation is None:
        return set()
    shown = waiting_for(choice, principal)[: MOST["waiting"]]
    not_told = {one.activity_id for one in _unanswered(choice, principal.delegation)}
    not_told -= {one.row.id for one in shown if one.by_comment}
    return {row.id for row in choice.everywhere if row.is_open} - not_told


def _unanswered(choice: Choice, own: str) -> tuple[Mention, ...]:
    return choice.page.viewer.fetch("read.activities", mentions, own)


def _waiting(choice: Choice, found: Sequence[Waiting]) -> None:
    if not found:
        return
    show_heading(
        texts.waiting(len(found)),
        "What others wait for you to do; a title opens the whole",
        "waiting",
    )
    _abreast(choice, found, "waiting")


def _own(choice: Choice, delegation: str) -> None:
    rows = [row for row in choice.everywhere if row.owner == delegation]
    names = choice.page.viewer.delegation_names()
    name = names.get(delegation, delegation)
    show_heading(
        texts.own(rows, name),
        f"What {name} has promised and not yet finished, at any meeting; the first due "
        "first",
        "mine",
    )
    opened = [row for row in rows if row.is_open]
    opened.sort(key=lambda row: (-row.days_late, row.due_on))
    if not opened:
        show_empty_state(
            "What your delegation promises at a meeting comes here, with its date; a "
            "button below proposes something new."
        )
    _abreast(choice, [Waiting(row, "") for row in opened], "own")


def _abreast(choice: Choice, rows: Sequence[Waiting], place: str) -> None:
    most = MOST[place]
    for start in range(0, min(len(rows), most), ABREAST):
        for column, one in zip(
            st.columns(ABREAST), rows[start : start + ABREAST], strict=False
        ):
            with column:
                _shown(choice, one, place)
    if len(rows) > most:
        st.html(_rest(choice, rows[most:], place))


def _shown(choice: Choice, one: Waiting, place: str) -> None:
    """A card, and the way to what is asked."""
    page, row = choice.page, one.row
    [card] = panels.cards(choice, [row])
    st.html(board.card_list([card], statuses=True, why=one.why))
    if place == "own":
        forms.report(page, row)
    if one.by_comment:
        forms.answer_to(page, row)
    else:
        forms.next_of(page, row, place)


def _rest(choice: Choice, rows: Sequence[Waiting], place: str) -> str:
    """The way to those that have no room here: in the table."""
    asked = {VIEW: "table", SCOPE: "all"}
    if place == "own":
        owner = choice.page.viewer.principal.delegation
        narrowed = {OPEN: "yes", OWNER: owner}
    else:
        narrowed = {STATUS: ",".join(dict.fromkeys(one.row.status for one in rows))}
    address = selection.link(**asked, **narrowed)
    return panels.rest(len(rows), address)

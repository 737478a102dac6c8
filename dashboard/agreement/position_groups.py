"""Positions of delegations by what they say, what stands against the text first."""

from collections.abc import Iterator
from dataclasses import dataclass

from bsm_domain.agreement.values import Position
from bsm_projections.agreement.decision_status import has_round
from bsm_projections.agreement.tables import DelegationPosition
from dashboard.agreement import decision_texts
from dashboard.agreement.selection import DecisionSelection

# More names than these are folded.
_FEW_NAMES = 15


@dataclass(frozen=True, slots=True)
class PositionGroup:
    """`entries` are positions with more to them: name, what was said, notes. `names`
    are the others on one line.
    """

    title: str
    mark: str
    count: int
    entries: tuple[tuple[str, str, str], ...] = ()
    names: str = ""
    is_open: bool = True


def position_groups(selected: DecisionSelection) -> tuple[PositionGroup, ...]:
    """All that the viewer may see; stale positions and those not heard at the end."""
    decision = selected.decision
    version = decision.adopted_version or decision.text_version
    said = [each for each in selected.details.positions if each.position is not None]
    current = [each for each in said if each.version == version]
    groups = [*_current_groups(selected, current)]
    if selected.sees_negotiation and selected.is_undecided:
        groups += _rest(selected, said, current)
    return tuple(groups)


def _current_groups(
    selected: DecisionSelection, current: list[DelegationPosition]
) -> Iterator[PositionGroup]:
    for title, mark, kinds in decision_texts.GROUPS:
        of_kind = [said for said in current if said.position in kinds]
        if not of_kind and mark == "none":
            continue
        yield _group(selected, title, mark, of_kind)


def _group(
    selected: DecisionSelection, title: str, mark: str, said: list[DelegationPosition]
) -> PositionGroup:
    plain = [
        each
        for each in said
        if each.position in (Position.AGREE, Position.NONE)
        and not decision_texts.position_notes(each)
    ]
    entries = [
        (
            each.delegation_name,
            decision_texts.position_sentence(each),
            " · ".join(
                filter(
                    None,
                    [decision_texts.position_notes(each), _standing(selected, each)],
                )
            ),
        )
        for each in said
        if each not in plain
    ]
    return PositionGroup(
        title,
        mark,
        len(said),
        tuple(entries),
        ", ".join(each.delegation_name for each in plain),
        is_open=bool(entries) or len(plain) <= _FEW_NAMES,
    )


def _standing(selected: DecisionSelection, said: DelegationPosition) -> str:
    decision = selected.decision
    if has_round(decision) and said.delegation not in decision.entitled:
        return decision_texts.NOT_ENTITLED
    return ""


def _rest(
    selected: DecisionSelection,
    said: list[DelegationPosition],
    current: list[DelegationPosition],
) -> Iterator[PositionGroup]:
    stale = [each for each in said if each not in current]
    if stale:
        yield PositionGroup(
            decision_texts.EARLIER_ONLY,
            "stale",
            len(stale),
            tuple(
                (each.delegation_name, decision_texts.stale_text(each), "")
                for each in stale
            ),
            is_open=len(stale) <= _FEW_NAMES,
        )
    spoke = {each.delegation for each in said}
    missing = [code for code in selected.asked if code not in spoke]
    yield PositionGroup(
        "Not heard",
        "not-heard",
        len(missing),
        names=", ".join(map(selected.name, missing)),
        is_open=False,
    )

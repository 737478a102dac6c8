"""Whom a meeting invites, from what is filled in: all participating States, those of an
earlier meeting, or some; the same number of seats for all, with exceptions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.participating_states import (
    STATES,
    DelegationKind,
    protocol_order_key,
    state_name,
)
from bsm_domain.meetings.meeting_facts import InvitedDelegation
from bsm_projections.meetings.delegations import MeetingDelegation
from bsm_service.imports.names.delegation_names import DelegationNames
from dashboard.meetings import form_texts

# Whom to invite, as it can be chosen.
AS_BEFORE, ALL_STATES, ONLY_NAMED = "as before", "all States", "only named"
_SEPARATORS = str.maketrans(":;,=\t", "     ")
_MAX_SEATS = 100_000


@dataclass(frozen=True, slots=True)
class Invitable:
    """Whom a meeting can still invite: `earlier` is the list of an earlier meeting,
    `invited` the codes of its own; names are those of a `day`.
    """

    day: date
    earlier: Sequence[MeetingDelegation] = ()
    invited: frozenset[str] = frozenset()

    def states(self, kind: DelegationKind) -> tuple[str, ...]:
        """Codes in protocol order, without those invited already."""
        codes = [
            code
            for code, state in STATES.items()
            if state.kind is kind and code not in self.invited
        ]
        return tuple(sorted(codes, key=self._protocol_order))

    def _protocol_order(self, code: str) -> Any:
        state = STATES[code]
        return protocol_order_key(
            state.kind, code, state.name_on(self.day).name, None, self.day
        )

    def from_earlier_meeting(self) -> tuple[MeetingDelegation, ...]:
        return tuple(
            delegation
            for delegation in self.earlier
            if delegation.code not in self.invited
        )

    def state_options(self) -> tuple[tuple[str, str], ...]:
        """Partners first: participating States are usually invited all at once."""
        codes = (
            *self.states(DelegationKind.PARTNER),
            *self.states(DelegationKind.PARTICIPATING_STATE),
        )
        return tuple((code, state_name(code, self.day)) for code in codes)


def delegations_to_invite(
    values: Mapping[str, Any], invitable: Invitable
) -> tuple[InvitedDelegation, ...]:
    """The delegations that a form names by `whom`, `others` (codes) and `organisations`
    (a text of lines), each with `seats` or with those of `exceptions` (a text of
    lines). Delegations of an earlier meeting keep the seats that they had there.

    Raises InvalidValue.
    """
    seats: int = values["seats"]
    chosen: dict[str, InvitedDelegation] = {}
    if values["whom"] == AS_BEFORE:
        for delegation in invitable.from_earlier_meeting():
            chosen[delegation.code] = InvitedDelegation(
                code=delegation.code,
                kind=DelegationKind(delegation.kind),
                name=delegation.name,
                agency_of=delegation.agency_of,
                quota=delegation.quota,
            )
    codes: tuple[str, ...] = tuple(values.get("others") or ())
    if values["whom"] == ALL_STATES:
        codes = (*invitable.states(DelegationKind.PARTICIPATING_STATE), *codes)
    for code in codes:
        chosen.setdefault(
            code,
            InvitedDelegation(
                code=code,
                kind=STATES[code].kind,
                name=state_name(code, invitable.day),
                quota=seats,
            ),
        )
    for organisation in _organisations(_lines(values.get("organisations")), seats):
        chosen.setdefault(organisation.code, organisation)
    if not chosen:
        raise InvalidValue(form_texts.NOBODY_CHOSEN, field="whom")
    exceptions = _exceptions(_lines(values.get("exceptions")), chosen)
    return tuple(
        delegation.model_copy(
            update={"quota": exceptions.get(delegation.code, delegation.quota)}
        )
        for delegation in chosen.values()
    )


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def _organisations(lines: Iterable[str], seats: int) -> list[InvitedDelegation]:
    """A line each: code, name, and the State whose agency it is, if it is one."""
    organisations = []
    for line in lines:
        separator = next((mark for mark in ";\t," if mark in line), ",")
        code, name, *more = [part.strip() for part in line.split(separator)] + [""]
        agency_of = next(filter(None, more), None)
        is_code = code.isascii() and code.replace("-", "").isalnum() and code.isupper()
        if not (is_code and name) or (agency_of and agency_of not in STATES):
            raise InvalidValue(
                form_texts.invalid_organisation(line), field="organisations"
            )
        organisations.append(
            InvitedDelegation(
                code=code,
                kind=DelegationKind.ORGANISATION,
                name=name,
                agency_of=agency_of,
                quota=seats,
            )
        )
    return organisations


def _exceptions(
    lines: Iterable[str], chosen: Mapping[str, InvitedDelegation]
) -> dict[str, int]:
    """Seats by code: "AT 4", "Austria: 4"."""
    names = DelegationNames(
        others={code: delegation.name for code, delegation in chosen.items()}
    )
    exceptions = {}
    for line in lines:
        name, _, number = line.translate(_SEPARATORS).strip().rpartition(" ")
        code = names.code_of(name.strip()) if name.strip() else None
        if not code or not number.isdecimal() or int(number) > _MAX_SEATS:
            raise InvalidValue(form_texts.invalid_exception(line), field="exceptions")
        if code not in chosen:
            raise InvalidValue(form_texts.not_chosen(line), field="exceptions")
        exceptions[code] = int(number)
    return exceptions

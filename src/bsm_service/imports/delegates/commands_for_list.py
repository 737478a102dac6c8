"""The commands that store a list of delegates."""

from collections.abc import Sequence
from typing import Any

from bsm_domain.foundation.participating_states import STATES
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.meeting_facts import InvitedDelegation
from bsm_service.imports.delegates.choices import DelegateChoices
from bsm_service.imports.delegates.file_check import ReadFile
from bsm_service.imports.delegates.rows import ReadDelegate
from bsm_service.meetings.commands import InviteDelegations
from bsm_service.registration.attendance.commands import (
    PastOrganisation,
    PastRow,
    RecordPast,
)
from bsm_service.registration.commands import DelegateRow, RegisterDelegates

_MAX_INVITED = 500  # in one command


def command_for(
    read: ReadFile, rows: Sequence[ReadDelegate], choices: DelegateChoices
) -> RegisterDelegates | RecordPast:
    """Registers the people of an upcoming meeting; records those of a past one."""
    has_references = any(row.reference is not None for row in rows)
    source = read.source if has_references else None
    if read.is_of_past_meeting:
        return RecordPast(
            meeting_id=read.meeting.id,
            list_name=choices.list_name or read.source,
            rows=_past_rows(rows),
            organisations=_organisations(read, rows),
            references_of=source,
        )
    return RegisterDelegates(
        meeting_id=read.meeting.id,
        delegates=tuple(DelegateRow(**_row(row)) for row in rows),
        confirmed=choices.confirmed,
        reason=choices.reason,
        late_reason=choices.late_reason,
        references_of=source,
    )


def invitations(read: ReadFile, choices: DelegateChoices) -> list[InviteDelegations]:
    """Invites the delegations that are offered, if that was chosen; to a past meeting,
    nobody.
    """
    invites = choices.invite and not read.is_of_past_meeting
    offers = read.offers if invites else ()
    return [
        InviteDelegations(
            meeting_id=read.meeting.id,
            delegations=tuple(
                InvitedDelegation(
                    code=offer.code, kind=offer.kind, name=offer.name, quota=offer.quota
                )
                for offer in offers[start : start + _MAX_INVITED]
            ),
        )
        for start in range(0, len(offers), _MAX_INVITED)
    ]


def _organisations(
    read: ReadFile, rows: Sequence[ReadDelegate]
) -> tuple[PastOrganisation, ...]:
    """All in the list that were not invited, also those on record, so that a repeated
    request is the same command.
    """
    listed = read.delegations
    codes = dict.fromkeys(row.delegation for row in rows)
    return tuple(
        PastOrganisation(code=code, name=listed.offer(code, 0).name)
        for code in codes
        if code not in STATES and not listed.is_invited(code)
    )


def _past_rows(rows: Sequence[ReadDelegate]) -> tuple[PastRow, ...]:
    """With their places in their delegations, in the order of the list."""
    places: dict[str, int] = {}
    past = []
    for row in rows:
        places[row.delegation] = places.get(row.delegation, 0) + 1
        past.append(PastRow(**_row(row), place=places[row.delegation], came=row.came))
    return tuple(past)


def _row(row: ReadDelegate) -> dict[str, Any]:
    """Without a function, a member."""
    return {
        "delegation": row.delegation,
        "function": row.function or DelegateFunction.MEMBER,
        "person": row.details,
        "reference": row.reference,
    }

"""Lists of participants, with their personal data as far as the viewer may see them.

Participants whom the viewer may not see are left out, not counted, and answered as if
unknown. Without a user, the command line shows everybody, without personal data.
"""

from collections.abc import Sequence
from typing import Any

from bsm_domain.foundation.free_text import DelegationCode
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ResultPage
from bsm_projections.people import queries
from bsm_projections.people.read_model import Participant
from bsm_service.access.scopes import READERS_OF_PARTICIPANTS, SECRETARIAT
from bsm_service.application.record_list import (
    FilterTexts,
    QueryRequest,
    RecordItem,
    RecordList,
)
from bsm_service.people.duplicates import duplicate_proposals
from bsm_service.people.visible_participants import (
    ParticipantModel,
    can_see,
    open_participants,
    visible_participants,
)

_NAME_GROUPS = (PersonalGroup.NAME,)
_GROUPS = FilterTexts(
    help="The groups of personal data to show (with --as). Repeatable.",
    description="The groups of personal data to show, as far as you may see them.",
    max_items=4,
)


def opened(
    request: QueryRequest,
    people: Sequence[Participant],
    groups: Sequence[PersonalGroup],
) -> tuple[ParticipantModel, ...]:
    """Participants with the details that the caller may see; the reading is logged."""
    return open_participants(
        request.system.personal_data,
        request.caller,
        people,
        groups,
        purpose=request.purpose,
        place=request.place,
    )


def _participants(
    request: QueryRequest,
    *,
    delegation: DelegationCode | None = None,
    groups: tuple[PersonalGroup, ...] = _NAME_GROUPS,
    after: tuple[Any, ...] | None,
    limit: int,
) -> ResultPage[ParticipantModel]:
    if request.principal is None:
        page = queries.participants(
            request.context, delegation=delegation, after=after, limit=limit
        )
    else:
        page = visible_participants(
            request.principal,
            request.context,
            delegation=delegation,
            after=after,
            limit=limit,
        )
    people = opened(request, page.items, groups)
    return ResultPage(people, page.next_key, page.total)


def _participant(
    request: QueryRequest,
    id: Id,
    groups: tuple[PersonalGroup, ...] = _NAME_GROUPS,
) -> ParticipantModel | None:
    participant = queries.participant(request.context, id)
    if participant is None or (
        request.principal is not None and not can_see(request.principal, participant)
    ):
        return None
    return opened(request, [participant], groups)[0]


PARTICIPANTS = RecordList(
    name="participants",
    action="read.participants",
    allowed=READERS_OF_PARTICIPANTS,
    path="/participants",
    tag="people",
    more_statuses=(413,),
    summary="Participants",
    description="The participants that you may see, in the order of entry.",
    help="Participants, in the order of entry. Names are shown only with --as USER, "
    "as far as that user may see them; readings are logged.",
    query=_participants,
    texts={"groups": _GROUPS},
    columns=("id", "name", "delegation", "designated_since"),
)

PARTICIPANT = RecordItem(
    name="participant",
    action="read.participants",
    allowed=READERS_OF_PARTICIPANTS,
    path="/participants/{participant_id}",
    tag="people",
    more_statuses=(413,),
    summary="One participant",
    description=(
        "A participant that you may see. The ETag is the version, for `If-Match`."
    ),
    help="A participant. The name is shown only with --as USER, if that user may see "
    "it.",
    query=_participant,
    texts={"groups": _GROUPS},
)

DUPLICATES = RecordList(
    name="duplicates",
    action="read.duplicates",
    allowed=SECRETARIAT,
    path="/duplicates",
    tag="people",
    more_statuses=(413,),
    summary="Possible duplicates",
    description="Entries that may be one person: with the same name in a delegation, "
    "or the same e-mail address in two. Merge them with participant.merge.",
    help="Entries that may be one person. Names are shown only with --as USER; "
    "readings are logged.",
    query=duplicate_proposals,
    columns=("participant_id", "into", "because", "delegation", "name"),
)

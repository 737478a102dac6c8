"""A command that an earlier release answered is recognised when it is repeated."""

import pytest

from bsm_service.application.command import Command
from bsm_service.people.commands import ChangeDetails, EnterParticipant
from bsm_service.registration.commands import (
    ConfirmRegistration,
    NominateDelegate,
    RecordAttendance,
    RegisterDelegates,
    WithdrawRegistration,
)

ID = '"00000000-0000-0000-0000-000000000001"'
POST = (
    '"email":"eva@example.org","phone":null,"function":null,"agency":null,'
    '"language":null,"dietary_needs":null,"access_needs":null}'
)
EVA = '{"name":"Eva Example",' + POST
# What their answers were recognised by up to 0.7.
EARLIER: dict[type[Command], str] = {
    NominateDelegate: f'"meeting_id":{ID},"registration_id":null,"delegation":"AT",'
    f'"function":"member","participant_id":null,"person":{EVA}',
    RegisterDelegates: f'"meeting_id":{ID},"delegates":[{{"id":null,"delegation":"AT",'
    f'"function":"head","person":{EVA}}}],"confirmed":false,"reason":null',
    ConfirmRegistration: f'"registration_id":{ID},"reason":null',
    RecordAttendance: f'"registration_id":{ID}',
    WithdrawRegistration: f'"registration_id":{ID}',
    EnterParticipant: f'"participant_id":{ID},"delegation":"AT","person":{EVA}',
    ChangeDetails: f'"participant_id":{ID},"details":{{"name":null,{POST},'
    '"withdrawn":[]',
}


@pytest.mark.parametrize("command", EARLIER, ids=lambda command: command.NAME)
def test_fields_that_came_later_are_left_out_where_they_are_empty(
    command: type[Command],
):
    earlier = f'{{"occurred_at":null,{EARLIER[command]}}}'

    assert command.model_validate_json(earlier).model_dump_json() == earlier

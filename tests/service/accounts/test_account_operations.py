"""Operations on accounts do what they declare, whoever asks, by whatever way."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlite_only import new_place as new_place
from systems import ADMINISTRATOR, LEADERSHIP, system_in

from bsm_domain.foundation.errors import NotPermitted
from bsm_domain.foundation.roles import SignInMethod
from bsm_projections.databases import Place
from bsm_service.access.permission_table import PERMISSIONS
from bsm_service.accounts import operations
from bsm_service.accounts.operations import OPERATIONS, AccountOperation
from bsm_service.application.system import System
from bsm_service.foundation.refusals import NotSignedIn, ReauthenticationRequired

REQUESTS: dict[str, dict[str, Any]] = {
    "add_account": {"name": "ben"},
    "add_accounts": {"accounts": [{"name": "ben"}, {"name": "cara"}]},
    "set_account_person": {"participant_id": None},
    "close_account": {"reason": "has left"},
    "reopen_account": {"reason": "is back"},
    "give_mandate": {"account": "", "role": "chair"},
    "end_mandate": {"reason": "has left"},
}


@pytest.fixture
def system(place: Place) -> Iterator[System]:
    system = system_in(place)
    yield system
    system.close()


def execute(
    system: System, operation: AccountOperation, by: Any, account: str, mandate: str
) -> Any:
    request = None
    if operation.request is not None:
        fields = dict(REQUESTS[operation.operation_id])
        if "account" in fields:
            fields["account"] = account
        request = operation.request.model_validate(fields)
    id = mandate if operation.id_name == "mandate_id" else account
    return operation.execute(system, by, id, request)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda it: it.operation_id)
def test_an_operation_asks_for_what_it_declares(
    system: System, operation: AccountOperation
):
    identity = system.identity
    account = identity.accounts.create("anna").id
    mandate = identity.mandates.give(account, "secretariat", given_by="command line").id
    if operation is operations.REOPEN_ACCOUNT:
        identity.accounts.close(account)
    long_ago = identity.account_database.clock() - timedelta(hours=1)
    unconfirmed = replace(
        ADMINISTRATOR, signed_in_by=SignInMethod.PASSWORD, proved_at=long_ago
    )

    assert operation.action in PERMISSIONS
    with pytest.raises(NotPermitted):
        execute(system, operation, LEADERSHIP, account, mandate)
    # Who asks has no session: that is found only where no confirmation is missing.
    refusal = ReauthenticationRequired if operation.needs_confirmation else NotSignedIn
    with pytest.raises(refusal):
        execute(system, operation, unconfirmed, account, mandate)
    if operation is operations.REMOVE_SECOND_FACTORS:
        return  # there is none
    answer = execute(system, operation, ADMINISTRATOR, account, mandate)
    assert type(answer) is (operation.response or type(None))

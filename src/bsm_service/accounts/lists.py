"""Lists of accounts and mandates over HTTP. `bsm user` shows them to those with access
to the data folder.
"""

from datetime import date
from functools import partial

from bsm_domain.foundation.free_text import DelegationCode
from bsm_domain.foundation.roles import Role
from bsm_service.access.permissions import Resource, is_allowed
from bsm_service.access.scopes import (
    ADMINISTRATOR_AND_SECRETARIAT,
    AUDITOR,
    CHAIR,
    Scope,
)
from bsm_service.accounts.administration.accounts import list_accounts
from bsm_service.accounts.administration.mandates import list_mandates, who_could_act
from bsm_service.accounts.api_models import (
    AccountModel,
    MandateModel,
    account_model,
    visible_mandate_model,
)
from bsm_service.application.record_list import FilterTexts, QueryRequest, RecordList

_READERS_OF_MANDATES = (
    ADMINISTRATOR_AND_SECRETARIAT | CHAIR | AUDITOR | {Role.FOCAL_POINT: Scope.OWN}
)

_AdministrationList = partial(
    RecordList,
    tag="administration",
    more_statuses=(409, 413),
    has_verb=False,
    has_moments=False,
)


def _accounts(request: QueryRequest) -> tuple[AccountModel, ...]:
    accounts = list_accounts(request.system, request.caller)
    return tuple(map(account_model, accounts))


def _mandates(
    request: QueryRequest, delegation: DelegationCode | None = None
) -> tuple[MandateModel, ...]:
    caller = request.caller
    if not is_allowed(caller, "read.mandates", Resource(delegation)):
        delegation = delegation or caller.delegation
    mandates = list_mandates(request.system, caller, delegation)
    return tuple(map(visible_mandate_model, mandates))


def _actors(
    request: QueryRequest, code: DelegationCode, on: date
) -> tuple[MandateModel, ...]:
    mandates = who_could_act(request.system, request.caller, code, on)
    return tuple(map(visible_mandate_model, mandates))


ACCOUNTS = _AdministrationList(
    name="accounts",
    action="read.accounts",
    allowed=ADMINISTRATOR_AND_SECRETARIAT,
    path="/accounts",
    summary="Accounts",
    description="All accounts by name, including closed ones.",
    query=_accounts,
)

MANDATES = _AdministrationList(
    name="mandates",
    action="read.mandates",
    allowed=_READERS_OF_MANDATES,
    path="/mandates",
    summary="Mandates",
    description="""
    All mandates, including ended ones, the oldest first: of one delegation, or all
    that you may see.
    """,
    query=_mandates,
)

ACTORS = _AdministrationList(
    name="delegation-actors",
    action="read.mandates",
    allowed=_READERS_OF_MANDATES,
    path="/delegations/{code}/actors",
    summary="Who could act for a delegation on a day",
    description="""
    The accounts that could speak for a State at any time on a day: focal points and
    their stand-ins.
    """,
    query=_actors,
    texts={"on": FilterTexts(description="A day in UTC.")},
)

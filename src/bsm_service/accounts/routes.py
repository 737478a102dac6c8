"""Accounts and mandates over HTTP, for whom the permission table names.

What is done here is not on record as facts; accounts have a history of their own.
"""

from typing import Annotated

from fastapi import APIRouter, Body, Path, Request

from bsm_service.accounts import administration
from bsm_service.accounts.api_models import (
    AccountInvitation,
    AddAccountRequest,
    AddAccountsRequest,
    EndedSessions,
    GiveMandateRequest,
    InvitedAccounts,
    MandateModel,
    ReasonRequest,
    SetAccountPersonRequest,
    invited_account,
    mandate_model,
)
from bsm_service.application.system import System
from bsm_service.http_api.requests.bodies import strict_route
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.query_runner import QueryRunner
from bsm_service.http_api.responses.problems import documented_responses

OpaqueId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


def account_administration_routes(system: System, callers: Callers) -> APIRouter:
    reading = QueryRunner(system, callers)
    router = APIRouter(
        tags=["administration"],
        route_class=strict_route(callers),
        responses=documented_responses(400, 401, 403, 404, 409, 413, 422, 429, 503),
    )

    @router.post(
        "/accounts",
        name="account.add",
        operation_id="add_account",
        summary="Add an account",
        response_model=AccountInvitation,
        status_code=201,
    )
    def add_account(
        request: Request, body: Annotated[AddAccountRequest, Body()]
    ) -> AccountInvitation:
        principal = reading.principal(request)
        account, secret = administration.add_account(
            system, principal, body.name, body.participant_id
        )
        return AccountInvitation(account=account.id, secret=secret)

    @router.post(
        "/accounts/bulk",
        name="account.add",
        operation_id="add_accounts",
        summary="Add accounts with their mandates",
        response_model=InvitedAccounts,
        status_code=201,
    )
    def add_accounts(
        request: Request, body: Annotated[AddAccountsRequest, Body()]
    ) -> InvitedAccounts:
        """All of them, or none. A refusal names the rows, counted from 1."""
        new_accounts = [
            new.as_new_account(row) for row, new in enumerate(body.accounts, start=1)
        ]
        added = administration.add_accounts(
            system, reading.principal(request), new_accounts
        )
        return InvitedAccounts(accounts=tuple(map(invited_account, added)))

    @router.post(
        "/accounts/{account_id}/reset",
        name="account.reset",
        operation_id="reset_account",
        summary="Let somebody set another password",
        response_model=AccountInvitation,
    )
    def reset_account(request: Request, account_id: OpaqueId) -> AccountInvitation:
        secret = administration.reset_account(
            system, reading.principal(request), account_id
        )
        return AccountInvitation(account=account_id, secret=secret)

    @router.post(
        "/accounts/{account_id}/factors-removal",
        name="account.reset",
        operation_id="remove_second_factors",
        summary="Remove lost second factors",
        status_code=204,
    )
    def remove_factors(request: Request, account_id: OpaqueId) -> None:
        principal = reading.principal(request)
        administration.remove_second_factors(system, principal, account_id)

    @router.post(
        "/accounts/{account_id}/person",
        name="account.add",
        operation_id="set_account_person",
        summary="Say whose account it is",
        status_code=204,
    )
    def link_account(
        request: Request,
        account_id: OpaqueId,
        body: Annotated[SetAccountPersonRequest, Body()],
    ) -> None:
        principal = reading.principal(request)
        administration.link_participant(
            system, principal, account_id, body.participant_id
        )

    @router.post(
        "/accounts/{account_id}/sessions-end",
        name="account.end-sessions",
        operation_id="end_account_sessions",
        summary="End somebody's sessions",
        response_model=EndedSessions,
    )
    def end_sessions(request: Request, account_id: OpaqueId) -> EndedSessions:
        """Signs them out everywhere, at once; tokens stay."""
        principal = reading.principal(request)
        ended = administration.end_sessions(system, principal, account_id)
        return EndedSessions(ended=ended)

    @router.post(
        "/accounts/{account_id}/closing",
        name="account.close",
        operation_id="close_account",
        summary="Close an account",
        status_code=204,
    )
    def close_account(
        request: Request, account_id: OpaqueId, body: Annotated[ReasonRequest, Body()]
    ) -> None:
        """Its sessions, tokens and mandates end at once."""
        principal = reading.principal(request)
        administration.close_account(system, principal, account_id, body.reason)

    @router.post(
        "/accounts/{account_id}/reopening",
        name="account.close",
        operation_id="reopen_account",
        summary="Reopen an account",
        status_code=204,
    )
    def reopen_account(
        request: Request, account_id: OpaqueId, body: Annotated[ReasonRequest, Body()]
    ) -> None:
        principal = reading.principal(request)
        administration.reopen_account(system, principal, account_id, body.reason)

    @router.post(
        "/mandates",
        name="mandate.give",
        operation_id="give_mandate",
        summary="Give a mandate",
        response_model=MandateModel,
        status_code=201,
    )
    def give_mandate(
        request: Request, body: Annotated[GiveMandateRequest, Body()]
    ) -> MandateModel:
        principal = callers.principal(request)
        mandate = administration.give_mandate(
            system,
            principal,
            body.account,
            body.role,
            body.delegation,
            kind=body.kind,
            stands_in_for=body.stands_in_for,
            purpose=body.purpose,
            since=body.since,
            until=body.until,
            reason=body.reason,
        )
        return mandate_model(mandate)

    @router.post(
        "/mandates/{mandate_id}/end",
        name="mandate.give",
        operation_id="end_mandate",
        summary="End a mandate",
        status_code=204,
    )
    def end_mandate(
        request: Request, mandate_id: OpaqueId, body: Annotated[ReasonRequest, Body()]
    ) -> None:
        """At once, with what rests on it."""
        principal = callers.principal(request)
        administration.end_mandate(system, principal, mandate_id, body.reason)

    return router

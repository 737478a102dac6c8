"""Accounts and mandates over HTTP, for whom the permission table names.

What is done here is not on record as facts; accounts have a history of their own.
"""

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Path, Query, Request, Response
from pydantic import AwareDatetime, BaseModel

from bsm_domain.free_text import DelegationCode, Reason, Title
from bsm_domain.roles import Role
from bsm_service import administration
from bsm_service.administration import AccountSeen, MandateSeen
from bsm_service.bootstrap import System
from bsm_service.http_api.asked import Limit, ListAnswer, Next, Reading, sliced
from bsm_service.http_api.bodies import StrictRoute
from bsm_service.http_api.callers import Callers
from bsm_service.http_api.problems import MEDIA_TYPE
from bsm_service.identity import Kind, Mandate
from bsm_service.permissions import Resource, allow

Opaque = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Code = Annotated[DelegationCode, Path()]


class MandateShown(BaseModel):
    """One right to act. Whoever is named by a word, such as "command line", is no
    account. `name` is that of the account, for whom may see names.
    """

    id: str
    account: str
    name: str | None
    role: Role
    delegation: str | None
    kind: Kind
    stands_in_for: str | None
    purpose: str | None
    since: datetime
    until: datetime | None
    given_by: str
    given_at: datetime
    reason: str | None
    ended_at: datetime | None
    ended_by: str | None
    end_reason: str | None


class AccountShown(BaseModel):
    """`mandates` are those that hold now, by id."""

    id: str
    name: str
    participant: UUID | None
    created_at: datetime
    closed_at: datetime | None
    mandates: tuple[str, ...]
    has_password: bool
    has_second_factor: bool
    lacks_second_factor: bool


class Invitation(BaseModel):
    """`secret` is shown now and never again; with it the account's owner sets a
    password, once."""

    account: str
    secret: str


class NewAccount(BaseModel, extra="forbid"):
    name: Title
    participant_id: UUID | None = None


class Because(BaseModel, extra="forbid"):
    reason: Reason


class Whose(BaseModel, extra="forbid"):
    """The person on record that the account belongs to; none for nobody."""

    participant_id: UUID | None


class NewMandate(BaseModel, extra="forbid"):
    """A stand-in names whom it stands in for, and its end; a grant its purpose and its
    end. Without `since` it holds from now on."""

    account: str
    role: Role
    delegation: DelegationCode | None = None
    kind: Kind = Kind.ROLE
    stands_in_for: str | None = None
    purpose: Reason | None = None
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None
    reason: Reason | None = None


def administration_routes(system: System, callers: Callers) -> APIRouter:
    reading = Reading(system, callers)
    router = APIRouter(
        tags=["administration"],
        route_class=StrictRoute,
        responses={
            status: {"content": {MEDIA_TYPE: {}}, "description": "A refusal."}
            for status in (400, 401, 403, 404, 409, 413, 422, 429, 503)
        },
    )

    @router.get(
        "/accounts",
        name="read.accounts",
        summary="Accounts",
        response_model=ListAnswer[AccountShown],
    )
    def list_accounts(
        request: Request, limit: Limit = 100, cursor: Next = None
    ) -> Response:
        """Every account, by name, whatever has become of it."""
        with reading.asked(request, None, cursor) as asked:
            found = administration.accounts(system, asked.principal)
            page = sliced(tuple(map(_account, found)), asked.after, limit)
            return asked.answer(page, ListAnswer[AccountShown])

    @router.post(
        "/accounts",
        name="account.add",
        summary="Add an account",
        response_model=Invitation,
        status_code=201,
    )
    def add_account(request: Request, new: Annotated[NewAccount, Body()]) -> Invitation:
        who = reading.who(request)
        made, secret = administration.add_account(
            system, who, new.name, new.participant_id
        )
        return Invitation(account=made.id, secret=secret)

    @router.post(
        "/accounts/{account_id}/reset",
        name="account.reset",
        summary="Let somebody set another password",
        response_model=Invitation,
    )
    def reset_account(request: Request, account_id: Opaque) -> Invitation:
        secret = administration.reset_account(system, reading.who(request), account_id)
        return Invitation(account=account_id, secret=secret)

    @router.post(
        "/accounts/{account_id}/factors-removal",
        name="account.reset",
        summary="Remove lost second factors",
        status_code=204,
    )
    def remove_factors(request: Request, account_id: Opaque) -> None:
        who = reading.who(request)
        administration.remove_second_factors(system, who, account_id)

    @router.post(
        "/accounts/{account_id}/person",
        name="account.add",
        summary="Say whose account it is",
        status_code=204,
    )
    def link_account(
        request: Request, account_id: Opaque, whose: Annotated[Whose, Body()]
    ) -> None:
        who = reading.who(request)
        administration.link_account(system, who, account_id, whose.participant_id)

    @router.post(
        "/accounts/{account_id}/closing",
        name="account.close",
        summary="Close an account",
        status_code=204,
    )
    def close_account(
        request: Request, account_id: Opaque, why: Annotated[Because, Body()]
    ) -> None:
        """Its sessions, tokens and mandates end at once."""
        who = reading.who(request)
        administration.close_account(system, who, account_id, why.reason)

    @router.post(
        "/accounts/{account_id}/reopening",
        name="account.close",
        summary="Reopen an account",
        status_code=204,
    )
    def reopen_account(
        request: Request, account_id: Opaque, why: Annotated[Because, Body()]
    ) -> None:
        who = reading.who(request)
        administration.reopen_account(system, who, account_id, why.reason)

    @router.get(
        "/mandates",
        name="read.mandates",
        summary="Mandates",
        response_model=ListAnswer[MandateShown],
    )
    def list_mandates(
        request: Request,
        delegation: Annotated[str | None, Query(max_length=16)] = None,
        limit: Limit = 100,
        cursor: Next = None,
    ) -> Response:
        """All that ever were, the oldest first: of one delegation, or of all that you
        may see."""
        with reading.asked(request, None, cursor) as asked:
            who = asked.principal
            if not allow(who, "read.mandates", Resource(delegation)):
                delegation = delegation or who.delegation
            found = administration.mandates(system, who, delegation)
            page = sliced(tuple(map(_mandate_seen, found)), asked.after, limit)
            return asked.answer(page, ListAnswer[MandateShown])

    @router.get(
        "/delegations/{code}/actors",
        name="read.mandates",
        summary="Who could act for a delegation on a day",
        response_model=ListAnswer[MandateShown],
    )
    def list_actors(
        request: Request,
        code: Code,
        on: Annotated[date, Query(description="A day in UTC.")],
        limit: Limit = 100,
        cursor: Next = None,
    ) -> Response:
        """Whoever could speak for a State at any moment of a day: focal points, and
        their stand-ins while they could themselves."""
        with reading.asked(request, None, cursor) as asked:
            found = administration.actors(system, asked.principal, code, on)
            page = sliced(tuple(map(_mandate_seen, found)), asked.after, limit)
            return asked.answer(page, ListAnswer[MandateShown])

    @router.post(
        "/mandates",
        name="mandate.give",
        summary="Give a mandate",
        response_model=MandateShown,
        status_code=201,
    )
    def give_mandate(
        request: Request, new: Annotated[NewMandate, Body()]
    ) -> MandateShown:
        who = callers.who(request)
        given = administration.give_mandate(
            system,
            who,
            new.account,
            new.role,
            new.delegation,
            kind=new.kind,
            stands_in_for=new.stands_in_for,
            purpose=new.purpose,
            since=new.since,
            until=new.until,
            reason=new.reason,
        )
        return _mandate(given)

    @router.post(
        "/mandates/{mandate_id}/end",
        name="mandate.give",
        summary="End a mandate",
        status_code=204,
    )
    def end_mandate(
        request: Request, mandate_id: Opaque, why: Annotated[Because, Body()]
    ) -> None:
        """At once, with what rests on it."""
        who = callers.who(request)
        administration.end_mandate(system, who, mandate_id, why.reason)

    return router


def _account(seen: AccountSeen) -> AccountShown:
    one = seen.account
    return AccountShown(
        id=one.id,
        name=one.name,
        participant=one.participant,
        created_at=one.created_at,
        closed_at=one.closed_at,
        mandates=tuple(it.id for it in seen.mandates),
        has_password=seen.has_password,
        has_second_factor=seen.has_second_factor,
        lacks_second_factor=seen.lacks_second_factor,
    )


def _mandate_seen(seen: MandateSeen) -> MandateShown:
    return _mandate(seen.mandate, seen.name)


def _mandate(one: Mandate, name: str | None = None) -> MandateShown:
    return MandateShown(name=name, **asdict(one))

"""What the browser's script asks, in JSON, to make a passkey and to use one."""

import json

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bsm_domain.foundation.errors import InvalidValue, NotPermitted
from bsm_domain.foundation.roles import SignInMethod
from bsm_service.accounts.pages.page_request import AccountPages, PageRequest
from bsm_service.accounts.pages.sign_in.after_sign_in import (
    complete_sign_in,
    is_sufficient,
)
from bsm_service.accounts.pages.sign_in.password import (
    begin_attempt,
    confirmed_recently,
    renew_session,
)
from bsm_service.accounts.pages.sign_in.relying_party_settings import relying_party_of
from bsm_service.foundation.refusals import NotSignedIn
from bsm_service.identity import RelyingParty, Session


class PasskeyResponse(BaseModel):
    """What the script sends back: our challenge, and what the authenticator said."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    challenge: str
    credential: dict[str, JsonValue]
    next: str = "/"
    name: str = ""


def passkey_routes(desk: AccountPages) -> list[Route]:
    return [
        desk.route("/passkeys/options", _registration_options, methods=("POST",)),
        desk.route("/passkeys", _register, methods=("POST",)),
        desk.route("/passkeys/sign-in/options", _sign_in_options, methods=("POST",)),
        desk.route("/passkeys/sign-in", _sign_in, methods=("POST",)),
        desk.route("/passkeys/again/options", _sign_in_options, methods=("POST",)),
        desk.route("/passkeys/again", _confirm_identity, methods=("POST",)),
    ]


def may_add_factor(asked: PageRequest) -> bool:
    """Whether the session was proved well enough to add a factor to its account.

    Who has none yet, and needs one, adds the first right after the password.
    """
    session = asked.session
    if session is None or not confirmed_recently(asked):
        return False
    return (
        not session.pending
        or is_sufficient(asked, session.account, session.signed_in_by)
        or not asked.identity.second_factors.has(session.account)
    )


def continue_with_factor(
    asked: PageRequest, session: Session, by: SignInMethod
) -> Response:
    """Goes on after a second factor was added: it has been shown just now."""
    if session.pending:
        return complete_sign_in(asked, session.account, by)
    if asked.next_address_or_home == "/":
        asked.next_address = "/account#factors"
    return renew_session(asked, by)


def _account(asked: PageRequest) -> Session:
    if asked.session is None or not may_add_factor(asked):
        raise NotPermitted("confirm first that it is you, on the page of your account")
    return asked.session


def _registration_options(asked: PageRequest) -> Response:
    passkeys = asked.identity.passkeys
    return _options_response(
        *passkeys.registration_options(_account(asked).account, _relying_party(asked))
    )


def _register(asked: PageRequest) -> Response:
    session, answer = _account(asked), _parse_response(asked)
    asked.identity.passkeys.register(
        session.account,
        _relying_party(asked),
        answer.challenge,
        json.dumps(answer.credential),
        answer.name.strip() or "Passkey",
        by=session,
    )
    asked.log_event("enrolled", method=SignInMethod.PASSKEY)
    return _redirect_as_json(continue_with_factor(asked, session, SignInMethod.PASSKEY))


def _sign_in_options(asked: PageRequest) -> Response:
    return _options_response(
        *asked.identity.passkeys.sign_in_options(_relying_party(asked))
    )


def _sign_in(asked: PageRequest) -> Response:
    account = _authenticated_account(asked)
    session = asked.session
    if session is not None and session.pending and session.account != account:
        raise NotPermitted("this passkey belongs to another account than the password")
    return _redirect_as_json(complete_sign_in(asked, account, SignInMethod.PASSKEY))


def _confirm_identity(asked: PageRequest) -> Response:
    account = _authenticated_account(asked)
    if asked.session is None or asked.session.account != account:
        raise NotPermitted("this passkey belongs to another account")
    return _redirect_as_json(renew_session(asked, SignInMethod.PASSKEY))


def _authenticated_account(asked: PageRequest) -> str:
    """Whose passkey was used. Raises NotSignedIn, TooManyAttempts."""
    identity, answer, party = (
        asked.identity,
        _parse_response(asked),
        _relying_party(asked),
    )
    # One thing: what strangers fail elsewhere must not make everybody wait.
    tries = (f"a passkey from {asked.address}",)
    begin_attempt(asked, tries)
    account = identity.passkeys.sign_in(
        party, answer.challenge, json.dumps(answer.credential)
    )
    if account is None:
        refused = "sign_in_refused" if asked.session is None else "proof_refused"
        asked.log_event(refused, method=SignInMethod.PASSKEY)
        raise NotSignedIn("this passkey is not known here, or its answer came too late")
    identity.login_throttle.record_success(tries)
    return account


def _relying_party(asked: PageRequest) -> RelyingParty:
    offer = relying_party_of(asked.pages.settings, asked.http_request)
    if offer.party is None:
        raise InvalidValue(f"passkeys need a name: open {offer.other_address}")
    return offer.party


def _options_response(options: str, challenge: str) -> Response:
    return JSONResponse({"options": json.loads(options), "challenge": challenge})


def _parse_response(asked: PageRequest) -> PasskeyResponse:
    try:
        answer = PasskeyResponse.model_validate_json(asked.body)
    except ValidationError:
        raise InvalidValue("this is not what a passkey answers") from None
    asked.next_address = answer.next
    return answer


def _redirect_as_json(redirect: Response) -> Response:
    """For the script: where to go, and the cookies that the redirect would have set."""
    response = JSONResponse({"next": redirect.headers["location"]})
    for cookie in redirect.headers.getlist("set-cookie"):
        response.headers.append("set-cookie", cookie)
    return response

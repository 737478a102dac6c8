"""Requests of the browser's script, in JSON, to create and to use a passkey."""

import json

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError
from starlette.responses import JSONResponse, Response

from bsm_domain.foundation.errors import InvalidValue, NotPermitted
from bsm_domain.foundation.roles import SignInMethod
from bsm_service.accounts.pages.page_request import PageRequest
from bsm_service.accounts.pages.page_routes import PageRoutes
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

PAGES = PageRoutes()


class PasskeyResponse(BaseModel):
    """What the script sends back: our challenge and the authenticator's response."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    challenge: str
    credential: dict[str, JsonValue]
    next: str = "/"
    name: str = ""


def may_add_factor(request: PageRequest) -> bool:
    """Whether the session is sufficient to add a factor to its account. A user who
    needs one and has none adds the first right after the password.
    """
    session = request.session
    if session is None or not confirmed_recently(request):
        return False
    return (
        not session.pending
        or is_sufficient(request, session.account, session.signed_in_by)
        or not request.identity.second_factors.has(session.account)
    )


def continue_with_factor(
    request: PageRequest, session: Session, method: SignInMethod
) -> Response:
    """Continues after a second factor was added: it counts as just used."""
    if session.pending:
        return complete_sign_in(request, session.account, method)
    if request.next_address_or_home == "/":
        request.next_address = "/account#factors"
    return renew_session(request, method)


def _account(request: PageRequest) -> Session:
    if request.session is None or not may_add_factor(request):
        raise NotPermitted("confirm your identity first, on your My account page")
    return request.session


@PAGES.post("/passkeys/options")
def _registration_options(request: PageRequest) -> Response:
    passkeys = request.identity.passkeys
    return _options_response(
        *passkeys.registration_options(
            _account(request).account, _relying_party(request)
        )
    )


@PAGES.post("/passkeys")
def _register(request: PageRequest) -> Response:
    session, response = _account(request), _parse_response(request)
    request.identity.passkeys.register(
        session.account,
        _relying_party(request),
        response.challenge,
        json.dumps(response.credential),
        response.name.strip() or "Passkey",
        actor=session,
    )
    request.log_event("enrolled", method=SignInMethod.PASSKEY)
    return _redirect_as_json(
        continue_with_factor(request, session, SignInMethod.PASSKEY)
    )


@PAGES.post("/passkeys/sign-in/options")
@PAGES.post("/passkeys/again/options")
def _sign_in_options(request: PageRequest) -> Response:
    return _options_response(
        *request.identity.passkeys.sign_in_options(_relying_party(request))
    )


@PAGES.post("/passkeys/sign-in")
def _sign_in(request: PageRequest) -> Response:
    account = _authenticated_account(request)
    session = request.session
    if session is not None and session.pending and session.account != account:
        raise NotPermitted("this passkey and the password belong to different accounts")
    return _redirect_as_json(complete_sign_in(request, account, SignInMethod.PASSKEY))


@PAGES.post("/passkeys/again")
def _confirm_identity(request: PageRequest) -> Response:
    account = _authenticated_account(request)
    if request.session is None or request.session.account != account:
        raise NotPermitted("this passkey belongs to another account")
    return _redirect_as_json(renew_session(request, SignInMethod.PASSKEY))


def _authenticated_account(request: PageRequest) -> str:
    """The account whose passkey was used. Raises NotSignedIn, TooManyAttempts."""
    identity, response, party = (
        request.identity,
        _parse_response(request),
        _relying_party(request),
    )
    # One key only: attempts by strangers elsewhere must not delay everybody.
    throttle_keys = (f"a passkey from {request.address}",)
    begin_attempt(request, throttle_keys)
    account = identity.passkeys.sign_in(
        party, response.challenge, json.dumps(response.credential)
    )
    if account is None:
        refused = "sign_in_refused" if request.session is None else "proof_refused"
        request.log_event(refused, method=SignInMethod.PASSKEY)
        raise NotSignedIn("this passkey is unknown, or its response came too late")
    identity.login_throttle.record_success(throttle_keys)
    return account


def _relying_party(request: PageRequest) -> RelyingParty:
    support = relying_party_of(request.settings, request.http_request)
    if support.party is None:
        raise InvalidValue(
            f"passkeys do not work at a numeric address; open {support.other_address}"
        )
    return support.party


def _options_response(options: str, challenge: str) -> Response:
    return JSONResponse({"options": json.loads(options), "challenge": challenge})


def _parse_response(request: PageRequest) -> PasskeyResponse:
    try:
        response = PasskeyResponse.model_validate_json(request.body)
    except ValidationError:
        raise InvalidValue("this is not a passkey's response; try again") from None
    request.next_address = response.next
    return response


def _redirect_as_json(redirect: Response) -> Response:
    """For the script: where to go, and the cookies that the redirect would have set."""
    response = JSONResponse({"next": redirect.headers["location"]})
    for cookie in redirect.headers.getlist("set-cookie"):
        response.headers.append("set-cookie", cookie)
    return response

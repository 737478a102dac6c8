"""What the browser's script asks, in JSON, to make a passkey and to use one."""

import json

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bsm_domain.foundation.errors import InvalidValue, NotPermitted
from bsm_domain.foundation.roles import SignInMethod
from bsm_service.accounts.pages.page_request import Asked, Desk
from bsm_service.accounts.pages.sign_in.after_sign_in import arrive, is_enough
from bsm_service.accounts.pages.sign_in.password import (
    begin_try,
    is_fresh,
    proved_again,
)
from bsm_service.accounts.pages.sign_in.relying_party_settings import relying_party_of
from bsm_service.foundation.refusals import NotSignedIn
from bsm_service.identity import RelyingParty, Session


class Answer(BaseModel):
    """What the script sends back: our challenge, and what the authenticator said."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    challenge: str
    credential: dict[str, JsonValue]
    next: str = "/"
    name: str = ""


def passkey_routes(desk: Desk) -> list[Route]:
    return [
        desk.route("/passkeys/options", _options_to_make, methods=("POST",)),
        desk.route("/passkeys", _make, methods=("POST",)),
        desk.route("/passkeys/sign-in/options", _options_to_use, methods=("POST",)),
        desk.route("/passkeys/sign-in", _sign_in, methods=("POST",)),
        desk.route("/passkeys/again/options", _options_to_use, methods=("POST",)),
        desk.route("/passkeys/again", _again, methods=("POST",)),
    ]


def may_add_factor(asked: Asked) -> bool:
    """Whether the session was proved well enough to add a factor to its account.

    Who has none yet, and needs one, adds the first right after the password.
    """
    session = asked.session
    if session is None or not is_fresh(asked):
        return False
    return (
        not session.pending
        or is_enough(asked, session.account, session.signed_in_by)
        or not asked.identity.second_factors.has(session.account)
    )


def with_factor(asked: Asked, session: Session, by: SignInMethod) -> Response:
    """Goes on after a second factor was added: it has been shown just now."""
    if session.pending:
        return arrive(asked, session.account, by)
    if asked.onward == "/":
        asked.leads_to = "/account#factors"
    return proved_again(asked, by)


def _owner(asked: Asked) -> Session:
    if asked.session is None or not may_add_factor(asked):
        raise NotPermitted("confirm first that it is you, on the page of your account")
    return asked.session


def _options_to_make(asked: Asked) -> Response:
    passkeys = asked.identity.passkeys
    return _given(*passkeys.registration_options(_owner(asked).account, _party(asked)))


def _make(asked: Asked) -> Response:
    session, answer = _owner(asked), _answer(asked)
    asked.identity.passkeys.register(
        session.account,
        _party(asked),
        answer.challenge,
        json.dumps(answer.credential),
        answer.name.strip() or "Passkey",
        by=session,
    )
    asked.log("enrolled", method=SignInMethod.PASSKEY)
    return _told(with_factor(asked, session, SignInMethod.PASSKEY))


def _options_to_use(asked: Asked) -> Response:
    return _given(*asked.identity.passkeys.sign_in_options(_party(asked)))


def _sign_in(asked: Asked) -> Response:
    account = _proved(asked)
    session = asked.session
    if session is not None and session.pending and session.account != account:
        raise NotPermitted("this passkey belongs to another account than the password")
    return _told(arrive(asked, account, SignInMethod.PASSKEY))


def _again(asked: Asked) -> Response:
    account = _proved(asked)
    if asked.session is None or asked.session.account != account:
        raise NotPermitted("this passkey belongs to another account")
    return _told(proved_again(asked, SignInMethod.PASSKEY))


def _proved(asked: Asked) -> str:
    """Whose passkey was used. Raises NotSignedIn, TooManyAttempts."""
    identity, answer, party = asked.identity, _answer(asked), _party(asked)
    # One thing: what strangers fail elsewhere must not make everybody wait.
    tries = (f"a passkey from {asked.address}",)
    begin_try(asked, tries)
    account = identity.passkeys.sign_in(
        party, answer.challenge, json.dumps(answer.credential)
    )
    if account is None:
        refused = "sign_in_refused" if asked.session is None else "proof_refused"
        asked.log(refused, method=SignInMethod.PASSKEY)
        raise NotSignedIn("this passkey is not known here, or its answer came too late")
    identity.delays.succeeded(tries)
    return account


def _party(asked: Asked) -> RelyingParty:
    offer = relying_party_of(asked.desk.settings, asked.request)
    if offer.party is None:
        raise InvalidValue(f"passkeys need a name: open {offer.elsewhere}")
    return offer.party


def _given(options: str, challenge: str) -> Response:
    return JSONResponse({"options": json.loads(options), "challenge": challenge})


def _answer(asked: Asked) -> Answer:
    try:
        answer = Answer.model_validate_json(asked.body)
    except ValidationError:
        raise InvalidValue("this is not what a passkey answers") from None
    asked.leads_to = answer.next
    return answer


def _told(redirect: Response) -> Response:
    """For the script: where to go, and the cookies that the redirect would have set."""
    response = JSONResponse({"next": redirect.headers["location"]})
    for cookie in redirect.headers.getlist("set-cookie"):
        response.headers.append("set-cookie", cookie)
    return response

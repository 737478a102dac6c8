"""Coming in by a one-time secret: the first administrator, a new or lost password."""

from starlette.responses import Response
from starlette.routing import Route

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.roles import SignInMethod
from bsm_service.accounts.pages.page_request import Asked, Desk
from bsm_service.accounts.pages.queues import Queue
from bsm_service.accounts.pages.sign_in.after_sign_in import arrive
from bsm_service.accounts.pages.sign_in.password import begin_try
from bsm_service.foundation.refusals import NameTaken, PasswordRefused, SecretRefused
from bsm_service.identity import Account, Purpose
from bsm_service.identity.credentials.passwords import set_within


def first_time_routes(desk: Desk) -> list[Route]:
    return [
        desk.route("/first-administrator", _show_first),
        desk.route(
            "/first-administrator", _first, methods=("POST",), queue=Queue.PROOFS
        ),
        desk.route("/reset", _show_reset),
        desk.route("/reset", _reset, methods=("POST",), queue=Queue.PROOFS),
    ]


def secret_tries(asked: Asked) -> tuple[str, ...]:
    """What delays guesses: the address alone. Nobody finds a secret by trying, and
    what strangers try elsewhere must not make everybody wait.
    """
    return (f"a one-time secret from {asked.address}",)


def _show_first(asked: Asked) -> Response:
    if asked.identity.has_administrator():
        return asked.go("/account/sign-in")
    return asked.page("first-administrator.html")


def _first(asked: Asked) -> Response:
    form, identity = asked.form, asked.identity
    secret, tries = form.get("secret", "").strip(), secret_tries(asked)
    begin_try(asked, tries)
    name, password = form.get("name", "").strip(), form.get("password", "")
    try:
        account = identity.claim_first_administrator(secret, name, password)
    except DomainError as error:
        if not isinstance(error, SecretRefused):
            identity.delays.succeeded(tries)
        return _again(asked, "first-administrator.html", error)
    identity.delays.succeeded(tries)
    asked.log("first_administrator_claimed", account=account, method="one-time-secret")
    return arrive(asked, account, SignInMethod.PASSWORD)


def _show_reset(asked: Asked) -> Response:
    return asked.page("reset.html")


def _reset(asked: Asked) -> Response:
    form, identity = asked.form, asked.identity
    secret, password = form.get("secret", "").strip(), form.get("password", "")
    tries = secret_tries(asked)
    begin_try(asked, tries)
    try:
        # Only looked at until the password is good enough: it works once.
        account = _account_of(asked, secret)
        has_factor = identity.second_factors.has(account.id)
        hash = identity.passwords.hash(password, account.name, short_allowed=has_factor)
        with identity.register.changing(alone=True) as change:  # all or nothing
            identity.one_time.use(Purpose.RESET, secret)
            set_within(change, account.id, hash, account.id)
            identity.sessions.end_all(account.id)
    except DomainError as error:
        if not isinstance(error, SecretRefused):
            identity.delays.succeeded(tries)
        return _again(asked, "reset.html", error)
    identity.delays.succeeded(tries)
    asked.log("password_reset", account=account.id, method="one-time-secret")
    return arrive(asked, account.id, SignInMethod.PASSWORD)


def _account_of(asked: Asked, secret: str) -> Account:
    account = asked.identity.one_time.peek(Purpose.RESET, secret)
    if account is None:
        raise SecretRefused("that secret is for no account; ask for a new one")
    return asked.identity.accounts.get(account)


def _again(asked: Asked, template: str, error: DomainError) -> Response:
    """The form once more, with the sentence at the field that it is about."""
    fields = {SecretRefused: "secret", PasswordRefused: "password", NameTaken: "name"}
    at = next((f for kind, f in fields.items() if isinstance(error, kind)), "")
    asked.log("refused", code=error.code, method="one-time-secret")
    return asked.page(template, status=422, errors={at: str(error)})

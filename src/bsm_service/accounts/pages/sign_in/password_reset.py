"""Coming in by a one-time secret: the first administrator, a new or lost password."""

from starlette.responses import Response
from starlette.routing import Route

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.roles import SignInMethod
from bsm_service.accounts.pages.page_request import AccountPages, PageRequest
from bsm_service.accounts.pages.queues import QueueName
from bsm_service.accounts.pages.sign_in.after_sign_in import complete_sign_in
from bsm_service.accounts.pages.sign_in.password import begin_attempt
from bsm_service.foundation.refusals import NameTaken, PasswordRefused, SecretRefused
from bsm_service.identity import Account, SecretPurpose
from bsm_service.identity.credentials.passwords import set_password_in


def password_reset_routes(desk: AccountPages) -> list[Route]:
    return [
        desk.route("/first-administrator", _show_first_administrator),
        desk.route(
            "/first-administrator",
            _claim_first_administrator,
            methods=("POST",),
            queue=QueueName.PASSWORDS,
        ),
        desk.route("/reset", _show_reset),
        desk.route("/reset", _reset, methods=("POST",), queue=QueueName.PASSWORDS),
    ]


def throttle_keys(asked: PageRequest) -> tuple[str, ...]:
    """What delays guesses: the address alone. Nobody finds a secret by trying, and
    what strangers try elsewhere must not make everybody wait.
    """
    return (f"a one-time secret from {asked.address}",)


def _show_first_administrator(asked: PageRequest) -> Response:
    if asked.identity.has_administrator():
        return asked.redirect("/account/sign-in")
    return asked.render("first-administrator.html")


def _claim_first_administrator(asked: PageRequest) -> Response:
    form, identity = asked.form, asked.identity
    secret, tries = form.get("secret", "").strip(), throttle_keys(asked)
    begin_attempt(asked, tries)
    name, password = form.get("name", "").strip(), form.get("password", "")
    try:
        account = identity.claim_first_administrator(secret, name, password)
    except DomainError as error:
        if not isinstance(error, SecretRefused):
            identity.login_throttle.record_success(tries)
        return _form_with_error(asked, "first-administrator.html", error)
    identity.login_throttle.record_success(tries)
    asked.log_event(
        "first_administrator_claimed", account=account, method="one-time-secret"
    )
    return complete_sign_in(asked, account, SignInMethod.PASSWORD)


def _show_reset(asked: PageRequest) -> Response:
    return asked.render("reset.html")


def _reset(asked: PageRequest) -> Response:
    form, identity = asked.form, asked.identity
    secret, password = form.get("secret", "").strip(), form.get("password", "")
    tries = throttle_keys(asked)
    begin_attempt(asked, tries)
    try:
        # Only looked at until the password is good enough: it works once.
        account = _account_of(asked, secret)
        has_factor = identity.second_factors.has(account.id)
        hash = identity.passwords.hash(password, account.name, short_allowed=has_factor)
        with identity.account_database.transaction(
            alone=True
        ) as change:  # all or nothing
            identity.one_time_secrets.use(SecretPurpose.RESET, secret)
            set_password_in(change, account.id, hash, account.id)
            identity.sessions.end_all(account.id)
    except DomainError as error:
        if not isinstance(error, SecretRefused):
            identity.login_throttle.record_success(tries)
        return _form_with_error(asked, "reset.html", error)
    identity.login_throttle.record_success(tries)
    asked.log_event("password_reset", account=account.id, method="one-time-secret")
    return complete_sign_in(asked, account.id, SignInMethod.PASSWORD)


def _account_of(asked: PageRequest, secret: str) -> Account:
    account = asked.identity.one_time_secrets.check(SecretPurpose.RESET, secret)
    if account is None:
        raise SecretRefused("that secret is for no account; ask for a new one")
    return asked.identity.accounts.get(account)


def _form_with_error(asked: PageRequest, template: str, error: DomainError) -> Response:
    """The form once more, with the sentence at the field that it is about."""
    fields = {SecretRefused: "secret", PasswordRefused: "password", NameTaken: "name"}
    at = next((f for kind, f in fields.items() if isinstance(error, kind)), "")
    asked.log_event("refused", code=error.code, method="one-time-secret")
    return asked.render(template, status=422, errors={at: str(error)})

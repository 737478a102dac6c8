"""Pages for one-time secrets: the first administrator, a new or lost password."""

from starlette.responses import Response

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.roles import SignInMethod
from bsm_service.accounts.pages.page_request import PageRequest
from bsm_service.accounts.pages.page_routes import PageRoutes, QueueName
from bsm_service.accounts.pages.sign_in.after_sign_in import complete_sign_in
from bsm_service.accounts.pages.sign_in.password import begin_attempt
from bsm_service.foundation.refusals import NameTaken, PasswordRefused, SecretRefused
from bsm_service.identity import Account, SecretPurpose

PAGES = PageRoutes()


def secret_throttle_keys(request: PageRequest) -> tuple[str, ...]:
    """Guesses are delayed by address only: a secret cannot be guessed, and attempts by
    strangers elsewhere must not delay everybody.
    """
    return (f"a one-time secret from {request.address}",)


@PAGES.get("/first-administrator")
def _show_first_administrator(request: PageRequest) -> Response:
    if request.identity.has_administrator():
        return request.redirect("/account/sign-in")
    return request.render("first-administrator.html")


@PAGES.post("/first-administrator", queue=QueueName.PASSWORDS)
def _claim_first_administrator(request: PageRequest) -> Response:
    form, identity = request.form, request.identity
    secret, throttle_keys = (
        form.get("secret", "").strip(),
        secret_throttle_keys(request),
    )
    begin_attempt(request, throttle_keys)
    name, password = form.get("name", "").strip(), form.get("password", "")
    try:
        account = identity.claim_first_administrator(secret, name, password)
    except DomainError as error:
        if not isinstance(error, SecretRefused):
            identity.login_throttle.record_success(throttle_keys)
        return _form_with_error(request, "first-administrator.html", error)
    identity.login_throttle.record_success(throttle_keys)
    request.log_event(
        "first_administrator_claimed", account=account, method="one-time-secret"
    )
    return complete_sign_in(request, account, SignInMethod.PASSWORD)


@PAGES.get("/reset")
def _show_reset(request: PageRequest) -> Response:
    return request.render("password-reset.html")


@PAGES.post("/reset", queue=QueueName.PASSWORDS)
def _reset(request: PageRequest) -> Response:
    form, identity = request.form, request.identity
    secret, password = form.get("secret", "").strip(), form.get("password", "")
    throttle_keys = secret_throttle_keys(request)
    begin_attempt(request, throttle_keys)
    try:
        # Checked, but not used until the password is accepted: it works only once.
        account = _account_of(request, secret)
        has_factor = identity.second_factors.has(account.id)
        hash = identity.passwords.hash(password, account.name, short_allowed=has_factor)
        with identity.account_database.transaction(exclusive=True):
            identity.one_time_secrets.use(SecretPurpose.RESET, secret)
            identity.passwords.store(account.id, hash, actor=account.id)
            identity.sessions.end_all(account.id)
    except DomainError as error:
        if not isinstance(error, SecretRefused):
            identity.login_throttle.record_success(throttle_keys)
        return _form_with_error(request, "password-reset.html", error)
    identity.login_throttle.record_success(throttle_keys)
    request.log_event("password_reset", account=account.id, method="one-time-secret")
    return complete_sign_in(request, account.id, SignInMethod.PASSWORD)


def _account_of(request: PageRequest, secret: str) -> Account:
    account = request.identity.one_time_secrets.check(SecretPurpose.RESET, secret)
    if account is None:
        raise SecretRefused("this secret is not for an account; ask for a new one")
    return request.identity.accounts.get(account)


def _form_with_error(
    request: PageRequest, template: str, error: DomainError
) -> Response:
    """The form again, with the sentence at its field."""
    fields = {SecretRefused: "secret", PasswordRefused: "password", NameTaken: "name"}
    field = next((f for kind, f in fields.items() if isinstance(error, kind)), "")
    request.log_event("refused", code=error.code, method="one-time-secret")
    return request.render(template, status=422, errors={field: str(error)})

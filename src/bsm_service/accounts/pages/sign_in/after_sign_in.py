"""What comes after a proof: another proof, a second factor to set up, a role, the page.

Whoever proves who they are, by whatever means, goes on through `arrive`.
"""

from urllib.parse import quote

from starlette.responses import Response

from bsm_domain.foundation.roles import SignInMethod
from bsm_service.accounts.pages.page_request import PageRequest
from bsm_service.accounts.pages.texts import device_name
from bsm_service.identity import Mandate, MandateKind, Session


def complete_sign_in(
    asked: PageRequest, account: str, by: SignInMethod, *, enough: bool | None = None
) -> Response:
    """Lets somebody in who has proved to be the account's owner, or asks for more.

    `enough` says whether a second factor was shown; by itself that follows from `by`.
    """
    if enough is None:
        enough = is_sufficient(asked, account, by)
    response = _sign_in_result(asked, account, by, enough=enough)
    if enough:
        asked.device.remember(response, account)
    return response


def _sign_in_result(
    asked: PageRequest, account: str, by: SignInMethod, *, enough: bool
) -> Response:
    identity = asked.identity
    mandates = selectable_mandates(asked, account)
    acts_as = mandates[0] if enough and mandates else None
    agent = device_name(asked.http_request.headers.get("user-agent", ""))
    pending = acts_as is None
    if asked.session is not None and asked.session.account == account:
        assert asked.cookie is not None
        cookie = identity.sessions.renew(asked.cookie, acts_as, by, pending)
    else:
        cookie = identity.sessions.start(
            account, acts_as, by, agent=agent, pending=pending
        )
        # Whatever session this browser had is over: nobody shares it with the new one.
        if asked.cookie is not None:
            identity.sessions.end(asked.cookie)
    if not enough:
        asked.log_event("proved", account=account, method=by)
        return asked.redirect(
            _with_next_address(next_factor(asked, account), asked.next_address_or_home),
            cookie,
        )
    asked.log_event("signed_in", account=account, method=by)
    if not mandates:
        return asked.redirect("/account", cookie)
    if len(mandates) > 1:
        return asked.redirect(
            _with_next_address("/account/mandate", asked.next_address_or_home), cookie
        )
    return asked.redirect(asked.next_address_or_home, cookie)


def is_sufficient(asked: PageRequest, account: str, by: SignInMethod) -> bool:
    """Whether this proof alone lets the account's owner in."""
    if asked.identity.requirements.has_two_factors(by):
        return True
    if asked.identity.needs_second_factor(account):
        return False
    return by is SignInMethod.OPENID or not asked.identity.second_factors.has(account)


def is_sufficient_for_mandate(
    asked: PageRequest, session: Session, mandate: Mandate
) -> bool:
    """Whether somebody who came in so may act under a mandate."""
    return asked.identity.requirements.is_sufficient(session.signed_in_by, mandate.role)


def selectable_mandates(asked: PageRequest, account: str) -> tuple[Mandate, ...]:
    """The mandates to choose from; a grant only adds to the auditor's role."""
    valid = asked.identity.mandates.current_of(account)
    return tuple(one for one in valid if one.kind is not MandateKind.GRANT)


def next_factor(asked: PageRequest, account: str) -> str:
    """Where more is proved: by a second factor, or by setting one up first."""
    has = asked.identity.second_factors.has(account)
    return "/account/second-factor" if has else "/account/enrol"


def redirect_if_not_signed_in(asked: PageRequest) -> Response | None:
    """Where somebody must go who is not signed in, or not quite; None if they are.

    Who is signed in without any mandate may see their own account.
    """
    session = asked.session
    if session is None:
        return asked.redirect(
            _with_next_address("/account/sign-in", asked.http_request.url.path)
        )
    if session.pending and not is_sufficient(
        asked, session.account, session.signed_in_by
    ):
        return asked.redirect(next_factor(asked, session.account))
    return None


def _with_next_address(path: str, onward: str) -> str:
    return path if onward == "/" else f"{path}?next={quote(onward)}"

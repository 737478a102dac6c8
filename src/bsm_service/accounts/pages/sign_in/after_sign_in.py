"""What comes after a proof: another proof, a second factor to set up, a role, the page.

Whoever proves who they are, by whatever means, goes on through `arrive`.
"""

from urllib.parse import quote

from starlette.responses import Response

from bsm_domain.foundation.roles import SignInMethod
from bsm_service.accounts.pages.page_request import Asked
from bsm_service.accounts.pages.texts import device
from bsm_service.identity import Kind, Mandate, Session


def arrive(
    asked: Asked, account: str, by: SignInMethod, *, enough: bool | None = None
) -> Response:
    """Lets somebody in who has proved to be the account's owner, or asks for more.

    `enough` says whether a second factor was shown; by itself that follows from `by`.
    """
    if enough is None:
        enough = is_enough(asked, account, by)
    response = _arrived(asked, account, by, enough=enough)
    if enough:
        asked.device.remember(response, account)
    return response


def _arrived(asked: Asked, account: str, by: SignInMethod, *, enough: bool) -> Response:
    identity = asked.identity
    mandates = may_act_as(asked, account)
    acts_as = mandates[0] if enough and mandates else None
    agent = device(asked.request.headers.get("user-agent", ""))
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
        asked.log("proved", account=account, method=by)
        return asked.go(_with(next_proof(asked, account), asked.onward), cookie)
    asked.log("signed_in", account=account, method=by)
    if not mandates:
        return asked.go("/account", cookie)
    if len(mandates) > 1:
        return asked.go(_with("/account/mandate", asked.onward), cookie)
    return asked.go(asked.onward, cookie)


def is_enough(asked: Asked, account: str, by: SignInMethod) -> bool:
    """Whether this proof alone lets the account's owner in."""
    if asked.identity.proofs.are_two(by):
        return True
    if asked.identity.needs_second_factor(account):
        return False
    return by is SignInMethod.OPENID or not asked.identity.second_factors.has(account)


def is_enough_for(asked: Asked, session: Session, mandate: Mandate) -> bool:
    """Whether somebody who came in so may act under a mandate."""
    return asked.identity.proofs.suffice(session.signed_in_by, mandate.role)


def may_act_as(asked: Asked, account: str) -> tuple[Mandate, ...]:
    """The mandates to choose from; a grant only adds to the auditor's role."""
    valid = asked.identity.mandates.valid_of(account)
    return tuple(one for one in valid if one.kind is not Kind.GRANT)


def next_proof(asked: Asked, account: str) -> str:
    """Where more is proved: by a second factor, or by setting one up first."""
    has = asked.identity.second_factors.has(account)
    return "/account/second-factor" if has else "/account/enrol"


def sent_on(asked: Asked) -> Response | None:
    """Where somebody must go who is not signed in, or not quite; None if they are.

    Who is signed in without any mandate may see their own account.
    """
    session = asked.session
    if session is None:
        return asked.go(_with("/account/sign-in", asked.request.url.path))
    if session.pending and not is_enough(asked, session.account, session.signed_in_by):
        return asked.go(next_proof(asked, session.account))
    return None


def _with(path: str, onward: str) -> str:
    return path if onward == "/" else f"{path}?next={quote(onward)}"

"""What belongs to somebody's account, as the pages show it: names and sentences."""

from typing import Any

from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.states import state_name
from bsm_domain.foundation.time_zones import TIME_ZONES
from bsm_service.accounts.pages.page_request import Asked
from bsm_service.accounts.pages.texts import METHODS, first_upper, mandate_told, moment
from bsm_service.identity import Factor, Kind, Mandate, Session, Token
from bsm_service.reminders.preferences import PreferencesTable
from bsm_service.reminders.texts import KIND_NAMES
from bsm_service.settings.settings import SignInMode

Shown = dict[str, Any]
_REGIONS = (
    *("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian"),
    "Pacific",
)
ZONES = tuple(
    sorted(
        name
        for name in TIME_ZONES
        if name.partition("/")[0] in _REGIONS or name == "UTC"
    )
)
_FACTORS = {"totp": "Authenticator app", "passkey": "Passkey"}
_BESIDE = {"totp": "with recovery codes", "passkey": "passkey"}


def mandates_of(asked: Asked, mandates: tuple[Mandate, ...]) -> list[Shown]:
    session, today = asked.session, asked.now.date()
    shown = []
    for one in mandates:
        of = name_of(asked, one.stands_in_for) if one.stands_in_for else None
        name, more = mandate_told(one, today, of)
        present = session is not None and session.mandate == one.id
        shown.append({"id": one.id, "name": name, "more": more, "present": present})
    return shown


def name_of(asked: Asked, account: str) -> str:
    return asked.identity.accounts.get(account).name


def own_seat(asked: Asked) -> Mandate | None:
    """The mandate for which whoever asks may name a stand-in: the one of a focal point
    in their own right, while they act under it.
    """
    if asked.principal is None or asked.principal.role is not Role.FOCAL_POINT:
        return None
    present = asked.identity.mandates.get(asked.principal.mandate)
    return present if present.kind is Kind.ROLE else None


def stand_ins_of(asked: Asked) -> Shown:
    seat = own_seat(asked)
    if seat is None or seat.delegation is None:
        return {"may_name_stand_in": False, "stand_ins": [], "own_delegation": ""}
    mine = asked.identity.mandates.standing_in_for(seat.account)
    return {
        "may_name_stand_in": True,
        "stand_ins": [
            _stand_in(asked, one) for one in mine if one.delegation == seat.delegation
        ],
        "own_delegation": state_name(seat.delegation, asked.now.date()),
    }


def _stand_in(asked: Asked, one: Mandate) -> Shown:
    ends = one.ended_at or one.until
    period = f"From {moment(one.since)}"
    if ends is not None:
        period += f" to {moment(ends)}"
    over = ends is not None and ends <= asked.now
    return {
        "id": one.id,
        "name": name_of(asked, one.account),
        "more": f"{period}; over" if over else period,
        "can_end": not over,
    }


def factors_of(factors: tuple[Factor, ...], *, one_must_stay: bool) -> list[Shown]:
    return [_factor(one, one_must_stay and len(factors) == 1) for one in factors]


def _factor(one: Factor, must_stay: bool) -> Shown:
    kind, beside = _FACTORS[one.kind], first_upper(_BESIDE[one.kind])
    used = f"last used {moment(one.used_at)}" if one.used_at else "not used yet"
    return {
        "id": one.id,
        "name": one.name or kind,
        "more": f"{beside}, added {moment(one.created_at)}, {used}",
        "can_remove": not must_stay,
    }


def session_of(one: Session, present: Session) -> Shown:
    return {
        "id": one.id,
        "name": one.agent or "A browser",
        "more": f"Signed in {METHODS[one.signed_in_by]} on {moment(one.created_at)}, "
        f"last seen {moment(one.last_used_at)}",
        "present": one.id == present.id,
    }


def tokens_of(asked: Asked) -> list[Shown]:
    assert asked.session is not None
    found = asked.identity.tokens.listed(asked.session.account)
    return [_token(asked, one) for one in found]


def _token(asked: Asked, one: Token) -> Shown:
    acts = asked.identity.mandates.get(one.mandate)
    name, _ = mandate_told(acts, asked.now.date(), None)
    used = f"last used {moment(one.last_used_at)}" if one.last_used_at else "not used"
    if one.revoked_at is not None:
        state = f"revoked {moment(one.revoked_at)}"
    elif one.expires_at <= asked.now:
        state = f"expired {moment(one.expires_at)}"
    else:
        state = f"lasts until {moment(one.expires_at)}"
    return {
        "id": one.id,
        "name": one.name,
        "more": f"{name}, {scope_told(one.limited_to)}; {state}, {used}",
        "can_revoke": one.revoked_at is None and one.expires_at > asked.now,
    }


def scope_told(limited_to: str | frozenset[str]) -> str:
    if isinstance(limited_to, str):
        return "only reads" if limited_to == "read" else "all that the role may"
    return f"only {', '.join(sorted(limited_to))}"


def reminders_of(asked: Asked) -> Shown:
    """How one is reminded, for a form; what was typed into it, where it was refused."""
    assert asked.session is not None
    wished = PreferencesTable(asked.identity.register).of(asked.session.account)
    typed = asked.form if "quiet_from" in asked.form else None
    hours = [f"{hour:02}:00" for hour in range(24)]
    return {
        "zone": wished.zone if typed is None else typed.get("zone", ""),
        "quiet_from": wished.quiet_from,
        "quiet_until": wished.quiet_until,
        "hours": list(enumerate(hours)),
        "kinds": [
            {
                "name": f"mail_{kind}",
                "told": first_upper(told),
                "mailed": kind not in wished.muted
                if typed is None
                else f"mail_{kind}" in typed,
            }
            for kind, told in KIND_NAMES.items()
        ],
        "is_mailed": asked.desk.settings.smtp_host is not None,
        "zones": ZONES,
    }


def is_demonstration(asked: Asked) -> bool:
    return asked.desk.settings.sign_in is SignInMode.DEMONSTRATION

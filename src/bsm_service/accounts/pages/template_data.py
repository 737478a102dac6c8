"""What belongs to somebody's account, as the pages show it: names and sentences."""

from typing import Any

from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.states import state_name
from bsm_domain.foundation.time_zones import TIME_ZONES
from bsm_service.accounts.pages.page_request import PageRequest
from bsm_service.accounts.pages.texts import (
    METHODS,
    capitalize_first,
    format_time,
    mandate_text,
)
from bsm_service.identity import ApiToken, Mandate, MandateKind, SecondFactor, Session
from bsm_service.reminders.preferences import PreferencesTable
from bsm_service.reminders.texts import KIND_NAMES
from bsm_service.settings.settings import SignInMode

TemplateData = dict[str, Any]
_REGIONS = (
    *("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian"),
    "Pacific",
)
TIME_ZONE_CHOICES = tuple(
    sorted(
        name
        for name in TIME_ZONES
        if name.partition("/")[0] in _REGIONS or name == "UTC"
    )
)
_FACTORS = {"totp": "Authenticator app", "passkey": "Passkey"}
_OTHER_FACTOR = {"totp": "with recovery codes", "passkey": "passkey"}


def mandate_rows(
    asked: PageRequest, mandates: tuple[Mandate, ...]
) -> list[TemplateData]:
    session, today = asked.session, asked.now.date()
    shown = []
    for one in mandates:
        of = account_name(asked, one.stands_in_for) if one.stands_in_for else None
        name, more = mandate_text(one, today, of)
        present = session is not None and session.mandate == one.id
        shown.append({"id": one.id, "name": name, "more": more, "present": present})
    return shown


def account_name(asked: PageRequest, account: str) -> str:
    return asked.identity.accounts.get(account).name


def own_focal_point_mandate(asked: PageRequest) -> Mandate | None:
    """The mandate for which whoever asks may name a stand-in: the one of a focal point
    in their own right, while they act under it.
    """
    if asked.principal is None or asked.principal.role is not Role.FOCAL_POINT:
        return None
    present = asked.identity.mandates.get(asked.principal.mandate)
    return present if present.kind is MandateKind.ROLE else None


def stand_in_rows(asked: PageRequest) -> TemplateData:
    seat = own_focal_point_mandate(asked)
    if seat is None or seat.delegation is None:
        return {"may_name_stand_in": False, "stand_ins": [], "own_delegation": ""}
    mine = asked.identity.mandates.stand_ins_for(seat.account)
    return {
        "may_name_stand_in": True,
        "stand_ins": [
            _stand_in_row(asked, one)
            for one in mine
            if one.delegation == seat.delegation
        ],
        "own_delegation": state_name(seat.delegation, asked.now.date()),
    }


def _stand_in_row(asked: PageRequest, one: Mandate) -> TemplateData:
    ends = one.ended_at or one.until
    period = f"From {format_time(one.since)}"
    if ends is not None:
        period += f" to {format_time(ends)}"
    over = ends is not None and ends <= asked.now
    return {
        "id": one.id,
        "name": account_name(asked, one.account),
        "more": f"{period}; over" if over else period,
        "can_end": not over,
    }


def second_factor_rows(
    factors: tuple[SecondFactor, ...], *, one_must_stay: bool
) -> list[TemplateData]:
    return [_factor(one, one_must_stay and len(factors) == 1) for one in factors]


def _factor(one: SecondFactor, must_stay: bool) -> TemplateData:
    kind, beside = _FACTORS[one.kind], capitalize_first(_OTHER_FACTOR[one.kind])
    used = f"last used {format_time(one.used_at)}" if one.used_at else "not used yet"
    return {
        "id": one.id,
        "name": one.name or kind,
        "more": f"{beside}, added {format_time(one.created_at)}, {used}",
        "can_remove": not must_stay,
    }


def session_row(one: Session, present: Session) -> TemplateData:
    return {
        "id": one.id,
        "name": one.user_agent or "A browser",
        "more": f"Signed in {METHODS[one.signed_in_by]} on "
        f"{format_time(one.created_at)}, last seen {format_time(one.last_used_at)}",
        "present": one.id == present.id,
    }


def token_rows(asked: PageRequest) -> list[TemplateData]:
    assert asked.session is not None
    found = asked.identity.tokens.list_for(asked.session.account)
    return [_token(asked, one) for one in found]


def _token(asked: PageRequest, one: ApiToken) -> TemplateData:
    acts = asked.identity.mandates.get(one.mandate)
    name, _ = mandate_text(acts, asked.now.date(), None)
    used = (
        f"last used {format_time(one.last_used_at)}" if one.last_used_at else "not used"
    )
    if one.revoked_at is not None:
        state = f"revoked {format_time(one.revoked_at)}"
    elif one.expires_at <= asked.now:
        state = f"expired {format_time(one.expires_at)}"
    else:
        state = f"lasts until {format_time(one.expires_at)}"
    return {
        "id": one.id,
        "name": one.name,
        "more": f"{name}, {scope_text(one.scope)}; {state}, {used}",
        "can_revoke": one.revoked_at is None and one.expires_at > asked.now,
    }


def scope_text(limited_to: str | frozenset[str]) -> str:
    if isinstance(limited_to, str):
        return "only reads" if limited_to == "read" else "all that the role may"
    return f"only {', '.join(sorted(limited_to))}"


def notification_preferences(asked: PageRequest) -> TemplateData:
    """How one is reminded, for a form; what was typed into it, where it was refused."""
    assert asked.session is not None
    wished = PreferencesTable(asked.identity.account_database).of(asked.session.account)
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
                "told": capitalize_first(told),
                "mailed": kind not in wished.muted
                if typed is None
                else f"mail_{kind}" in typed,
            }
            for kind, told in KIND_NAMES.items()
        ],
        "is_mailed": asked.pages.settings.smtp_host is not None,
        "zones": TIME_ZONE_CHOICES,
    }


def is_demonstration(asked: PageRequest) -> bool:
    return asked.pages.settings.sign_in is SignInMode.DEMONSTRATION

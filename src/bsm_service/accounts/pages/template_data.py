"""The data of an account as the pages show them: names and sentences."""

from typing import Any

from bsm_domain.foundation.formatting import capitalize, format_datetime
from bsm_domain.foundation.participating_states import state_name
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.time_zones import TIME_ZONES
from bsm_service.accounts.pages.page_request import PageRequest
from bsm_service.accounts.pages.texts import (
    METHODS,
    mandate_text,
)
from bsm_service.identity import ApiToken, Mandate, MandateKind, SecondFactor, Session
from bsm_service.reminders.preferences import PreferencesTable
from bsm_service.reminders.texts import KIND_NAMES

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
    request: PageRequest, mandates: tuple[Mandate, ...]
) -> list[TemplateData]:
    session, today = request.session, request.now.date()
    rows = []
    for mandate in mandates:
        stood_in_for = (
            account_name(request, mandate.stands_in_for)
            if mandate.stands_in_for
            else None
        )
        name, description = mandate_text(mandate, today, stood_in_for)
        is_present = session is not None and session.mandate == mandate.id
        rows.append(
            {"id": mandate.id, "name": name, "more": description, "present": is_present}
        )
    return rows


def account_name(request: PageRequest, account: str) -> str:
    return request.identity.accounts.get(account).name


def own_focal_point_mandate(request: PageRequest) -> Mandate | None:
    """The mandate for which the user may name a stand-in: as a focal point in their own
    right, while acting under it.
    """
    if request.principal is None or request.principal.role is not Role.FOCAL_POINT:
        return None
    mandate = request.identity.mandates.get(request.principal.mandate)
    return mandate if mandate.kind is MandateKind.ROLE else None


def stand_in_rows(request: PageRequest) -> TemplateData:
    mandate = own_focal_point_mandate(request)
    if mandate is None or mandate.delegation is None:
        return {"may_name_stand_in": False, "stand_ins": [], "own_delegation": ""}
    mine = request.identity.mandates.stand_ins_for(mandate.account)
    return {
        "may_name_stand_in": True,
        "stand_ins": [
            _stand_in_row(request, stand_in)
            for stand_in in mine
            if stand_in.delegation == mandate.delegation
        ],
        "own_delegation": state_name(mandate.delegation, request.now.date()),
    }


def _stand_in_row(request: PageRequest, stand_in: Mandate) -> TemplateData:
    ends_at = stand_in.ended_at or stand_in.until
    period = f"From {format_datetime(stand_in.since)}"
    if ends_at is not None:
        period += f" to {format_datetime(ends_at)}"
    is_over = ends_at is not None and ends_at <= request.now
    return {
        "id": stand_in.id,
        "name": account_name(request, stand_in.account),
        "more": f"{period}; over" if is_over else period,
        "can_end": not is_over,
    }


def second_factor_rows(
    factors: tuple[SecondFactor, ...], *, one_must_stay: bool
) -> list[TemplateData]:
    return [_factor(factor, one_must_stay and len(factors) == 1) for factor in factors]


def _factor(factor: SecondFactor, must_stay: bool) -> TemplateData:
    kind, remark = _FACTORS[factor.kind], capitalize(_OTHER_FACTOR[factor.kind])
    used = (
        f"last used {format_datetime(factor.used_at)}"
        if factor.used_at
        else "never used"
    )
    return {
        "id": factor.id,
        "name": factor.name or kind,
        "more": f"{remark}, added {format_datetime(factor.created_at)}, {used}",
        "can_remove": not must_stay,
    }


def session_row(session: Session, own_session: Session) -> TemplateData:
    return {
        "id": session.id,
        "name": session.user_agent or "Browser",
        "more": f"Signed in {METHODS[session.signed_in_by]} on "
        f"{format_datetime(session.created_at)}, last seen "
        f"{format_datetime(session.last_used_at)}",
        "present": session.id == own_session.id,
    }


def token_rows(request: PageRequest) -> list[TemplateData]:
    assert request.session is not None
    tokens = request.identity.tokens.list_for(request.session.account)
    return [_token(request, token) for token in tokens]


def _token(request: PageRequest, token: ApiToken) -> TemplateData:
    mandate = request.identity.mandates.get(token.mandate)
    name, _ = mandate_text(mandate, request.now.date(), None)
    used = (
        f"last used {format_datetime(token.last_used_at)}"
        if token.last_used_at
        else "not used"
    )
    if token.revoked_at is not None:
        state = f"revoked {format_datetime(token.revoked_at)}"
    elif token.expires_at <= request.now:
        state = f"expired {format_datetime(token.expires_at)}"
    else:
        state = f"valid until {format_datetime(token.expires_at)}"
    return {
        "id": token.id,
        "name": token.name,
        "more": f"{name}, {scope_text(token.scope)}; {state}, {used}",
        "can_revoke": token.revoked_at is None and token.expires_at > request.now,
    }


def scope_text(limited_to: str | frozenset[str]) -> str:
    if isinstance(limited_to, str):
        return "read only" if limited_to == "read" else "everything the role can do"
    return f"only {', '.join(sorted(limited_to))}"


def notification_preferences(request: PageRequest) -> TemplateData:
    """The notification preferences for the form, or the values entered if they were
    refused.
    """
    assert request.session is not None
    preferences = PreferencesTable(request.identity.account_database).of(
        request.session.account
    )
    submitted = request.form if "quiet_from" in request.form else None
    hours = [f"{hour:02}:00" for hour in range(24)]
    return {
        "zone": preferences.zone if submitted is None else submitted.get("zone", ""),
        "quiet_from": preferences.quiet_from,
        "quiet_until": preferences.quiet_until,
        "hours": list(enumerate(hours)),
        "kinds": [
            {
                "name": f"mail_{kind}",
                "label": capitalize(label),
                "mailed": kind not in preferences.muted
                if submitted is None
                else f"mail_{kind}" in submitted,
            }
            for kind, label in KIND_NAMES.items()
        ],
        "is_mailed": request.settings.smtp_host is not None,
        "zones": TIME_ZONE_CHOICES,
    }

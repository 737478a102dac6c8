"""Texts for roles, mandates, browsers and times on the account pages."""

from datetime import date

from bsm_domain.foundation.formatting import capitalize, format_date, format_datetime
from bsm_domain.foundation.participating_states import state_name
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_service.identity import Mandate, MandateKind

METHODS = {
    SignInMethod.PASSWORD: "with a password",
    SignInMethod.TOTP: "with a password and an authenticator app",
    SignInMethod.RECOVERY: "with a password and a recovery code",
    SignInMethod.PASSKEY: "with a passkey",
    SignInMethod.OPENID: "through your organisation",
    SignInMethod.OPENID_SECOND_FACTOR: (
        "through your organisation, with a second factor"
    ),
    SignInMethod.DEMONSTRATION: "with one click",
    SignInMethod.TOKEN: "with a token",
    SignInMethod.SYSTEM: "automatically",
}

# The first match counts; browsers that also name others come first.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def role_text(role: Role, delegation: str | None, today: date) -> str:
    """Focal point, Austria"""
    name = capitalize(role.replace("-", " "))
    return f"{name}, {state_name(delegation, today)}" if delegation else name


def mandate_text(
    mandate: Mandate, today: date, stood_in_for: str | None
) -> tuple[str, str]:
    """The name of a mandate, and its period and purpose."""
    name = role_text(mandate.role, mandate.delegation, today)
    details = [f"since {format_date(mandate.since.date())}"]
    if mandate.until is not None:
        details.append(f"until {format_datetime(mandate.until)}")
    if mandate.kind is MandateKind.STAND_IN:
        details.insert(0, f"standing in for {stood_in_for or 'somebody'}")
    elif mandate.kind is MandateKind.GRANT:
        details.insert(0, f"granted for {mandate.purpose}")
    return name, capitalize(", ".join(details))


def device_name(user_agent: str) -> str:
    """For example "Firefox on Android": enough for its owner to recognise it, but not
    to tell one device from another of the same kind.
    """
    browser = _first(_BROWSERS, user_agent) or "Program"
    system = _first(_SYSTEMS, user_agent)
    return f"{browser} on {system}" if system else browser


def _first(words: tuple[tuple[str, str], ...], user_agent: str) -> str | None:
    return next((name for sign, name in words if sign in user_agent), None)

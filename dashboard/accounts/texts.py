"""Texts about accounts and mandates."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from bsm_domain.foundation import formatting
from bsm_domain.foundation.participating_states import STATES, state_name
from bsm_domain.foundation.roles import Role
from bsm_service.accounts.administration import AccountDetails, VisibleMandate
from bsm_service.identity import Mandate, MandateKind
from dashboard.shell.account_menu import ROLE_NAMES

ACCOUNTS_MEASURE = "By name, with what each may do now"
SECOND_FACTOR_MISSING_MEASURE = (
    "At their next sign-in they set one up before anything else"
)
MANDATES_MEASURE = "Who may act, as what, from when to when, and who gave it"
NO_MANDATES = "Nobody holds a mandate. An administrator gives one, under Accounts."
FORMER_MANDATES = "Mandates that are over, the latest first"
MANDATES_OF_DAY_QUESTION = "Who could act for a State on a day?"
MANDATES_OF_DAY_HINT = "Choose a State and a day: every mandate of that day is told."
NO_MANDATES_OF_DAY = "No mandate for the State held on that day."
MANDATES_OF_DAY = "Mandates of that day"
MANDATES_OF_DAY_MEASURE = "All times in UTC; a stand-in acts only while the other may"
NO_ACCOUNTS_YET = "No account is here yet; add the first one."


NO_MATCH = "No account has these letters in its name."


MANDATE_ENDED = "The mandate has ended, at once."


DEMONSTRATION_NOTE = (
    "In this demonstration people act by one click, and need no account. What is done "
    "here works, all the same."
)


GRANT_NOTE = (
    "An auditor with a grant sees matter for focal points only, for the purpose and "
    "the period named here. Personal data stay closed."
)


CLOSE_NOTE = "Sessions, tokens and mandates end at once. The account can be reopened."


RESET_NOTE = (
    "The person gets a link to set another password. Until it is used, the present one "
    "holds. The link is good for a day."
)


REMOVE_FACTORS_NOTE = (
    "For somebody who has lost their authenticator app or passkey. All sessions end; "
    "at the next sign-in the person sets up another, and until then acts for nobody."
)


END_SESSIONS_NOTE = (
    "The person is signed out on every device at once, and can sign in again. Tokens "
    "stay valid."
)


def password_reset(name: str) -> str:
    return f"This link lets {name} set another password, within a day:"


def factors_removed(name: str) -> str:
    return f"The second factors of {name} are removed."


def sessions_ended(name: str, number: int) -> str:
    return f"{formatting.format_count(number, 'session')} of {name} ended."


def account_closed(name: str) -> str:
    return f"The account {name} is closed; nobody comes in by it."


def account_reopened(name: str) -> str:
    return f"The account {name} is open again; give it a mandate."


def account_linked(name: str, has_person: bool) -> str:
    whose = "the person that you chose" if has_person else "nobody on record"
    return f"The account {name} belongs to {whose}."


def mandate_given(name: str) -> str:
    return f"{name} has the mandate."


def accounts_headline(accounts: Sequence[AccountDetails]) -> str:
    """How many accounts are open, and what they lack."""
    open_accounts = [
        details for details in accounts if details.account.closed_at is None
    ]
    lacking = sum(details.lacks_second_factor for details in open_accounts)
    idle = sum(not details.mandates for details in open_accounts)
    count_text = formatting.format_count(
        len(open_accounts), "account is", "accounts are"
    )
    text = f"{count_text} open"
    notes = []
    if lacking:
        count = formatting.format_count(lacking, "lacks", "lack")
        notes.append(f"{count} the second factor they need")
    if idle:
        notes.append(f"{formatting.format_count(idle, 'has', 'have')} no mandate")
    return f"{text}; {formatting.join_names(notes) if notes else 'nothing is missing'}."


def mandates_headline(mandates: Sequence[VisibleMandate], now: datetime) -> str:
    """For who sees mandates, but no accounts."""
    in_force = [
        visible_mandate.mandate
        for visible_mandate in mandates
        if is_in_force(visible_mandate.mandate, now)
    ]
    states = {
        mandate.delegation for mandate in in_force if mandate.role is Role.FOCAL_POINT
    }
    return (
        f"{formatting.format_count(len(in_force), 'mandate holds', 'mandates hold')} "
        "today; "
        f"{formatting.format_count(len(states), 'State has', 'States have')} somebody "
        "who can "
        "act for it."
    )


def is_in_force(mandate: Mandate, now: datetime) -> bool:
    ends = mandate.ended_at or mandate.until
    return mandate.since <= now and (ends is None or ends > now)


def role_text(mandate: Mandate, on: date) -> str:
    """Focal point, Austria; and what kind of mandate it is."""
    name = ROLE_NAMES.get(mandate.role, str(mandate.role))
    if mandate.delegation:
        is_state = mandate.delegation in STATES
        delegation_name = (
            state_name(mandate.delegation, on) if is_state else mandate.delegation
        )
        name = f"{name}, {delegation_name}"
    kinds = {MandateKind.STAND_IN: "as stand-in", MandateKind.GRANT: "grant"}
    return f"{name} ({kinds[mandate.kind]})" if mandate.kind in kinds else name


def account_name(name: str | None, account: str) -> str:
    """An account by its name, or by the beginning of its opaque id."""
    return name or f"account {account[:8]}"


def period(mandate: Mandate) -> str:
    """from 24 Nov 2026, until further notice"""
    last = last_day(mandate)
    end = last if last.startswith(("until", "ended")) else f"to {last}"
    return f"from {first_day(mandate)} {end}"


def first_day(mandate: Mandate) -> str:
    return formatting.format_date(mandate.since.astimezone(UTC).date())


def last_day(mandate: Mandate) -> str:
    """The last day, or when it was ended; until further notice."""
    if mandate.ended_at is not None:
        return f"ended {formatting.format_datetime(mandate.ended_at)}"
    if mandate.until is None:
        return "until further notice"
    until = mandate.until.astimezone(UTC)
    whole_days = until.time() == datetime.min.time()
    if whole_days:
        return formatting.format_date(until.date() - timedelta(days=1))
    return formatting.format_datetime(until)


def account_notes(details: AccountDetails, now: datetime) -> list[str]:
    """What an administrator has to know of an account."""
    account = details.account
    if account.closed_at is not None:
        return [f"closed on {formatting.format_date(account.closed_at.date())}"]
    day = now.date()
    notes = [role_text(mandate, day) for mandate in details.mandates] or ["no mandate"]
    if not details.has_password:
        notes.append("no password")
    if details.lacks_second_factor:
        notes.append("second factor missing")
    elif details.has_second_factor:
        notes.append("second factor set up")
    if details.sessions:
        notes.append(formatting.format_count(details.sessions, "session"))
    if account.participant is not None:
        notes.append("belongs to a person on record")
    return notes


def mandates_on_day_headline(
    mandates: Sequence[VisibleMandate], delegation: str, on: date, today: date
) -> str:
    """The answer to: who could act for Austria on that day?"""
    state, day_text = state_name(delegation, on), formatting.format_date(on)
    verb = "could" if on < today else "can"
    if not mandates:
        return f"Nobody {verb} act for {state} on {day_text}."
    own = _account_names(
        visible_mandate
        for visible_mandate in mandates
        if visible_mandate.mandate.kind is not MandateKind.STAND_IN
    )
    others = _account_names(
        visible_mandate
        for visible_mandate in mandates
        if visible_mandate.mandate.kind is MandateKind.STAND_IN
    )
    text = f"On {day_text}, {own or others} {verb} act for {state}"
    if own and others:
        text += f", and {others} {verb} stand in"
    caveat = ", as far as is known today" if on > today else ""
    return f"{text}{caveat}."


def _account_names(mandates: Iterable[VisibleMandate]) -> str:
    names = [
        account_name(mandate.name, mandate.mandate.account) for mandate in mandates
    ]
    return formatting.join_names(list(dict.fromkeys(names)), 5)


def designated_text(names: Sequence[str], delegation: str, on: date) -> str:
    """Whom the State had named, as the record of facts knows it."""
    state = state_name(delegation, on)
    if not names:
        return f"The record names no National Focal Point of {state} on that day."
    return (
        f"The record names {formatting.join_names(names, 5)} as National Focal Point "
        "of "
        f"{state} "
        "on that day."
    )


def current_mandates(count: int) -> str:
    return f"{formatting.format_count(count, 'mandate')} in force or to come"


def mandates_of_day(count: int) -> str:
    return f"{formatting.format_count(count, 'mandate')} of that day"


def second_factor_missing(names: Sequence[str]) -> str:
    return f"Without the second factor they need: {formatting.join_names(names, 10)}"

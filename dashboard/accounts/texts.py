"""Texts about accounts and mandates."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from bsm_domain.foundation import formatting
from bsm_domain.foundation.participating_states import (
    STATES,
    name_in_sentence,
    state_name,
)
from bsm_domain.foundation.roles import Role
from bsm_service.accounts.administration.accounts import AccountDetails
from bsm_service.accounts.administration.mandates import VisibleMandate
from bsm_service.identity import Mandate, MandateKind
from dashboard.shell.account_menu import ROLE_NAMES

ACCOUNTS_MEASURE = "By name, with current roles"
SECOND_FACTOR_MISSING_MEASURE = "They will be asked to set one up at their next sign-in"
MANDATES_MEASURE = "Who may act, in which role, for which period, and who granted it"
NO_MANDATES = "There are no mandates. Administrators grant them under Accounts."
FORMER_MANDATES = "Ended mandates, latest first"
MANDATES_OF_DAY_QUESTION = "Who could act for a State on a given day?"
MANDATES_OF_DAY_HINT = (
    "Choose a State and a day to see all mandates in force on that day."
)
NO_MANDATES_OF_DAY = "No mandate for the State was in force on that day."
MANDATES_OF_DAY = "Mandates on that day"
MANDATES_OF_DAY_MEASURE = (
    "All times in UTC; a stand-in may act only while the person replaced may"
)
NO_ACCOUNTS_YET = "There are no accounts yet. Add the first one."


DELEGATION = "State or organisation"
SPEAKS_FOR = "A focal point speaks for a State, or as the contact of an organisation"


NO_MATCH = "No account name contains this text. Try a shorter search."


MANDATE_ENDED = "The mandate has been ended with immediate effect."


DEMONSTRATION_NOTE = (
    "In this demonstration one click signs you in, so no account is needed. Changes "
    "made here take effect all the same."
)


GRANT_NOTE = (
    "With a grant, an auditor can see items for focal points only, for the purpose and "
    "period stated here. Personal data remains hidden."
)


CLOSE_NOTE = (
    "All sessions, tokens and mandates end immediately. The account can be reopened."
)


RESET_NOTE = (
    "The person receives a link to set a new password. Until it is used, the present "
    "password remains valid. The link is valid for one day."
)


REMOVE_FACTORS_NOTE = (
    "For people who have lost their authenticator app or passkey. All their sessions "
    "end. At the next sign-in they must set up a new second factor before they can act."
)


END_SESSIONS_NOTE = (
    "The person is signed out on all devices immediately and can sign in again. Tokens "
    "remain valid."
)


# What was done, with the name of the account.
PASSWORD_RESET = "{} can set a new password with this link, which is valid for one day:"
FACTORS_REMOVED = "The second factors of {} have been removed."
ACCOUNT_CLOSED = "The account {} has been closed and can no longer be used to sign in."
ACCOUNT_REOPENED = "The account {} has been reopened. It needs a new mandate."
MANDATE_GIVEN = "The mandate of {} has been recorded."


def sessions_ended(name: str, number: int) -> str:
    return f"{formatting.format_count(number, 'session')} of {name} ended."


def account_linked(name: str, has_person: bool) -> str:
    if has_person:
        return f"The account {name} is now linked to the chosen person."
    return f"The account {name} is no longer linked to a person."


def accounts_headline(accounts: Sequence[AccountDetails]) -> str:
    """How many accounts are open, and what is missing."""
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
        notes.append(f"{count} a required second factor")
    if idle:
        notes.append(f"{formatting.format_count(idle, 'has', 'have')} no mandate")
    if len(accounts) == 1 and not notes:  # others are to be added
        return f"{text}."
    return f"{text}; {formatting.join_names(notes) if notes else 'no action needed'}."


def mandates_headline(mandates: Sequence[VisibleMandate], now: datetime) -> str:
    """For viewers who see mandates, but no accounts."""
    in_force = [
        visible_mandate.mandate
        for visible_mandate in mandates
        if is_in_force(visible_mandate.mandate, now)
    ]
    states = {
        mandate.delegation for mandate in in_force if mandate.role is Role.FOCAL_POINT
    }
    acting = (
        formatting.format_count(len(states), "State has", "States have")
        if states
        else "no State has"
    )
    mandates_text = formatting.format_count(len(in_force), "mandate is", "mandates are")
    return f"{mandates_text} in force today; {acting} a focal point who can act."


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
    """What an administrator needs to know about an account."""
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
        notes.append("linked to a person on record")
    return notes


def mandates_on_day_headline(
    mandates: Sequence[VisibleMandate], delegation: str, on: date, today: date
) -> str:
    """The answer to: who could act for Austria on that day?"""
    state = name_in_sentence(state_name(delegation, on))
    day_text = formatting.format_date(on)
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
        text += f" and {others} {verb} stand in"
    caveat = ", as known today" if on > today else ""
    return f"{text}{caveat}."


def _account_names(mandates: Iterable[VisibleMandate]) -> str:
    names = [
        account_name(mandate.name, mandate.mandate.account) for mandate in mandates
    ]
    return formatting.join_names(list(dict.fromkeys(names)), 5)


def designated_text(names: Sequence[str], delegation: str, on: date) -> str:
    """The focal points that the State had designated, by the record."""
    state = name_in_sentence(state_name(delegation, on))
    if not names:
        return f"The record shows no National Focal Point of {state} on that day."
    return (
        f"The record shows {formatting.join_names(names, 5)} as National Focal Point "
        f"of {state} on that day."
    )


def current_mandates(count: int) -> str:
    return f"{formatting.format_count(count, 'mandate')} in force or upcoming"


def mandates_of_day(count: int) -> str:
    return f"{formatting.format_count(count, 'mandate')} on that day"


def second_factor_missing(names: Sequence[str]) -> str:
    """12 accounts lack a required second factor: anna, ben, eva and 9 more"""
    lack = formatting.format_count(len(names), "account lacks", "accounts lack")
    return f"{lack} a required second factor: {formatting.join_names(names)}"

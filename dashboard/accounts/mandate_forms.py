"""Forms that give and end mandates, and the buttons that open them."""

from collections.abc import Sequence
from datetime import timedelta

from bsm_domain.foundation.microseconds import start_of_day
from bsm_domain.foundation.roles import Role
from bsm_service.accounts import operations
from bsm_service.accounts.administration.accounts import AccountDetails
from bsm_service.accounts.administration.mandates import may_give_mandate
from bsm_service.identity import Account, Mandate, MandateKind
from dashboard.accounts import texts
from dashboard.accounts.operation_forms import operation_form
from dashboard.administration.service import now, system
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog
from dashboard.forms.delegation_options import state_options
from dashboard.forms.form import FieldKind, Form, FormSubject, Options, Values
from dashboard.forms.generated_form import Override, override
from dashboard.shell.account_menu import ROLE_NAMES


def end_mandate_button(page: PageContext, mandate: Mandate, description: str) -> None:
    """A button that opens the form to end a mandate, if the viewer may end it."""
    if not _may_end(page, mandate):
        return
    form = operation_form(
        page,
        operations.END_MANDATE,
        id=mandate.id,
        result_text=texts.MANDATE_ENDED,
    )
    subject = FormSubject("End a mandate", description, place=mandate.id)
    form_dialog.form_button(page, subject, (form,), "End\u2009…")


def mandate_form(page: PageContext, account: Account, roles: Sequence[Role]) -> Form:
    return operation_form(
        page,
        operations.GIVE_MANDATE,
        lambda: (
            override("role", options=tuple((role, ROLE_NAMES[role]) for role in roles)),
            override(
                "delegation",
                label=texts.DELEGATION,
                options=delegations_with_mandates(),
                help=texts.SPEAKS_FOR,
            ),
            *period_overrides(end_required=False),
        ),
        result_text=texts.MANDATE_GIVEN.format(account.name),
        without=("account", "kind", "stands_in_for", "purpose"),
        given={"account": account.id},
        adjust=with_whole_days,
    )


def delegations_with_mandates() -> Options:
    """States, and the organisations that are invited to a meeting."""
    organisations = sorted(system().identity.mandates.organisations())
    return (*state_options(), *((code, code) for code in organisations))


def stand_in_form(page: PageContext, account: Account, seats: Options) -> Form:
    def adjust(values: Values) -> Values:
        mandate = system().identity.mandates.get(values["stands_in_for"])
        return with_whole_days(values) | {
            "role": mandate.role,
            "delegation": mandate.delegation,
            "stands_in_for": mandate.account,
        }

    return operation_form(
        page,
        operations.GIVE_MANDATE,
        lambda: (
            override("stands_in_for", options=seats, optional=False),
            *period_overrides(end_required=True),
        ),
        result_text=texts.MANDATE_GIVEN.format(account.name),
        title="Appoint as stand-in",
        first=("stands_in_for",),
        without=("account", "kind", "role", "delegation", "purpose"),
        given={"account": account.id, "kind": MandateKind.STAND_IN},
        adjust=adjust,
    )


def grant_form(page: PageContext, account: Account) -> Form:
    return operation_form(
        page,
        operations.GIVE_MANDATE,
        lambda: (
            override("purpose", label="Purpose", optional=False),
            *period_overrides(end_required=True),
        ),
        result_text=texts.MANDATE_GIVEN.format(account.name),
        title="Grant access to restricted items",
        without=("account", "kind", "role", "delegation", "stands_in_for", "reason"),
        given={
            "account": account.id,
            "kind": MandateKind.GRANT,
            "role": Role.AUDITOR,
        },
        adjust=with_whole_days,
        note=texts.GRANT_NOTE,
    )


def period_overrides(*, end_required: bool) -> tuple[Override, Override]:
    return (
        override(
            "since",
            label="First day (UTC)",
            kind=FieldKind.DATE,
            value=now().date(),
            optional=False,
        ),
        override(
            "until",
            label="Last day",
            kind=FieldKind.DATE,
            optional=not end_required,
        ),
    )


def with_whole_days(values: Values) -> Values:
    """Whole days in UTC: from now if the first is today; the last day is included."""
    since, until = values.pop("since", None), values.pop("until", None)
    if since is not None and since > now().date():
        values["since"] = start_of_day(since)
    if until is not None:
        values["until"] = start_of_day(until + timedelta(days=1))
    return values


def mandates_of_others(
    id: str, accounts: Sequence[AccountDetails], *, all_roles: bool
) -> Options:
    """Other people's mandates, for which an account could be a stand-in."""
    day = now().date()
    return tuple(
        (mandate.id, f"{other.account.name}: {texts.role_text(mandate, day)}")
        for other in accounts
        for mandate in other.mandates
        if mandate.kind is MandateKind.ROLE
        and mandate.account != id
        and (all_roles or mandate.role is Role.FOCAL_POINT)
    )


def _may_end(page: PageContext, mandate: Mandate) -> bool:
    """Whether the viewer may end a mandate in force or upcoming."""
    principal = page.viewer.principal
    has_ended = mandate.ended_at is not None or (
        mandate.until is not None and mandate.until <= now()
    )
    if has_ended or mandate.id == principal.mandate:
        return False
    if (
        principal.role is Role.FOCAL_POINT
        and mandate.stands_in_for != principal.account
    ):
        return False
    return may_give_mandate(principal, mandate.kind, mandate.role, mandate.delegation)

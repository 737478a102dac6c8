"""Accounts that are added with their roles, one or a pasted list at once."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlite_only import new_place as new_place
from systems import ADMINISTRATOR, CHAIR, SECRETARIAT, system_in

from bsm_domain.foundation.errors import InvalidValue, NotPermitted
from bsm_domain.foundation.participating_states import STATES, DelegationKind
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_projections.databases import Place
from bsm_service.access.permissions import Principal
from bsm_service.accounts.account_list import read_account_list
from bsm_service.accounts.administration.accounts import add_account, list_accounts
from bsm_service.accounts.administration.mandates import give_mandate
from bsm_service.accounts.administration.new_accounts import (
    NewAccount,
    add_accounts,
    check_accounts,
)
from bsm_service.application.system import System
from bsm_service.foundation.refusals import NameTaken, ReauthenticationRequired
from bsm_service.identity import SecretPurpose
from bsm_service.imports.names.delegation_names import DelegationNames

LIST = """E-mail\tRole\tState
anna@example.org\tfocal point\tAustria
ben@example.org\tNFP\tthe Netherlands

"cara@example.org"\tSecretariat
"""


@pytest.fixture
def system(place: Place) -> Iterator[System]:
    system = system_in(place)
    yield system
    system.close()


def names(system: System) -> list[str]:
    accounts = list_accounts(system, ADMINISTRATOR)
    return [details.account.name for details in accounts]


def test_a_pasted_list_makes_accounts_with_roles_and_invitations(system: System):
    until = datetime(2017, 1, 1, tzinfo=UTC)
    added = add_accounts(system, ADMINISTRATOR, read_account_list(LIST, until=until))

    mandates = [one.mandate for one in added if one.mandate]
    assert [(mandate.role, mandate.delegation) for mandate in mandates] == [
        (Role.FOCAL_POINT, "AT"),
        (Role.FOCAL_POINT, "NL"),
        (Role.SECRETARIAT, None),
    ]
    assert {mandate.until for mandate in mandates} == {until}
    one_time = system.identity.one_time_secrets
    for one in added:
        assert one_time.use(SecretPurpose.RESET, one.secret) == one.account.id


@pytest.mark.parametrize("separator", ["\t", ";", ","])
def test_all_focal_points_are_added_at_once(system: System, separator: str):
    lines = [
        separator.join([f"{code}@example.org", "focal-point", code])
        for code, state in STATES.items()
        if state.kind is DelegationKind.PARTICIPATING_STATE
    ]
    accounts = read_account_list("\r\n".join(lines))

    assert len(add_accounts(system, ADMINISTRATOR, accounts)) == 57


def test_each_wrong_line_is_named_by_number_and_field():
    with pytest.raises(InvalidValue) as refused:
        read_account_list("Name;Role;State\nanna;boss;AT\n;chair\nben;chair;Austira")

    assert str(refused.value).splitlines() == [
        "row 2, role: “boss” is not a role (roles: secretariat, chair, focal "
        "point, participant, auditor, leadership, administrator)",
        "row 3, name: please enter a name",
        "row 4, State: “Austira” is not a known State (did you mean Austria (AT) or "
        "Australia (AU)?)",
    ]


def test_similar_names_are_looked_for_only_where_they_are_listed(
    monkeypatch: pytest.MonkeyPatch,
):
    sought: list[str] = []
    monkeypatch.setattr(
        DelegationNames, "proposals", lambda _, text: sought.append(text) or ()
    )
    lines = [f"anna{number};chair;Austira{number}" for number in range(1_000)]

    with pytest.raises(InvalidValue, match="and 980 more errors"):
        read_account_list("\n".join(lines))

    assert len(sought) == 20


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "at least one line"),
        ("Name;Role\n", "at least one line"),
        ("Name;Role;Telephone\nanna;chair;1", "unknown column “Telephone”"),
        ("Role;State\nchair;AT", "there is no column “Name”"),
        ("anna;chair;AT;more", "row 1, line: the line has more than 3 cells"),
        ("anna", "row 1, role: please enter a role"),
        ("anna;boss;Austira\n" * 1_001, "enter at most 1,000 lines at once"),
        ("anna;chair;" + "The " * 50_000, "enter at most 1,000 lines at once"),
        ('"anna;chair\nben";chair', "the lines up to line 2 are one cell"),
    ],
)
def test_what_is_no_list_is_refused(text: str, sentence: str):
    with pytest.raises(InvalidValue, match=sentence):
        read_account_list(text)


def test_a_wrong_row_adds_no_account_and_all_wrong_rows_are_named(system: System):
    add_account(system, ADMINISTRATOR, "anna")
    accounts = [
        NewAccount(1, "Anna", Role.CHAIR),
        NewAccount(2, "ben", Role.CHAIR),
        NewAccount(3, "BEN"),
        NewAccount(4, "cara", Role.FOCAL_POINT),
    ]
    for ask in (check_accounts, add_accounts):
        with pytest.raises(NameTaken) as refused:
            ask(system, ADMINISTRATOR, accounts)

        assert [error.field for error in refused.value.field_errors] == [
            "accounts.0.name",
            "accounts.2.name",
            "accounts.3.delegation",
        ]
        assert "row 3, name: row 2 has the same name" in str(refused.value)
    assert names(system) == ["anna"]


def test_checking_adds_nothing(system: System):
    check_accounts(system, ADMINISTRATOR, [NewAccount(1, "anna")])

    assert names(system) == []


def test_each_role_needs_the_right_to_give_it(system: System):
    with pytest.raises(NotPermitted):
        add_accounts(system, CHAIR, [NewAccount(1, "anna")])
    with pytest.raises(NotPermitted, match="row 2, role"):
        add_accounts(
            system,
            SECRETARIAT,
            [
                NewAccount(1, "anna", Role.FOCAL_POINT, "AT"),
                NewAccount(2, "ben", Role.SECRETARIAT),
            ],
        )

    assert names(system) == []


def test_an_administrator_is_added_after_a_recent_confirmation_only(system: System):
    created, _ = add_account(system, ADMINISTRATOR, "root")
    mandate = give_mandate(system, ADMINISTRATOR, created.id, Role.ADMINISTRATOR)
    long_ago = Principal(
        created.id,
        Role.ADMINISTRATOR,
        None,
        SignInMethod.TOTP,
        mandate=mandate.id,
        proved_at=datetime(2015, 1, 1, tzinfo=UTC),
    )
    with pytest.raises(ReauthenticationRequired):
        add_accounts(system, long_ago, [NewAccount(1, "second", Role.ADMINISTRATOR)])


@pytest.mark.parametrize(
    "line", ["ben@example.org, chair", "ben@example.org; chair, AT", "ben@example.org"]
)
def test_a_line_with_other_separators_is_named_as_the_cause(line: str):
    with pytest.raises(InvalidValue) as refused:
        read_account_list(f"anna@example.org;focal point;AT\n{line}")

    assert (
        "the line has commas where the list has semicolons" in str(refused.value)
    ) == ("," in line)

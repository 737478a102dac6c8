"""Accounts with their roles, one in one form or a pasted list at once."""

from administration_examples import Staffed, field, open_form, submit_form
from dashboard_examples import OpenPage, Story, page_text
from streamlit.testing.v1 import AppTest
from systems import ADMINISTRATOR, SECRETARIAT

from bsm_domain.foundation.participating_states import STATES, DelegationKind
from bsm_domain.foundation.roles import Role
from bsm_service.accounts.administration.accounts import add_account, list_accounts
from bsm_service.identity import SecretPurpose

FOCAL_POINTS = [
    f"{code}@example.org\tfocal point\t{code}"
    for code, state in STATES.items()
    if state.kind is DelegationKind.PARTICIPATING_STATE
]


def send_checked(app: AppTest) -> AppTest:
    key = next(button.key for button in app.button if "send-checked" in button.key)
    return app.button(key=key).click().run()


def test_an_account_has_its_role_state_and_period_in_one_form(
    staffed: Staffed, open_page: OpenPage
):
    app = open_form(open_page("administration", by=ADMINISTRATOR), "add")
    assert "Speaks for one State" in page_text(app)
    field(app, "Name to sign in").set_value("anna@example.org")
    field(app, "Role").set_value(Role.FOCAL_POINT)
    submit_form(app)
    assert "Choose the delegation of the focal point." in page_text(app)
    field(app, "State").set_value("AT")
    submit_form(app)

    assert "/account/reset#" in app.code[0].value
    accounts = list_accounts(staffed.system, ADMINISTRATOR)
    [added] = [one for one in accounts if one.account.name == "anna@example.org"]
    [mandate] = added.mandates
    assert (mandate.role, mandate.delegation) == (Role.FOCAL_POINT, "AT")


def test_57_pasted_lines_are_shown_as_understood_and_added_at_once(
    staffed: Staffed, open_page: OpenPage
):
    app = open_form(open_page("administration", by=ADMINISTRATOR), "add-list")
    field(app, "Accounts").set_value("Name\tRole\tState\nanna\tboss\tAT")
    submit_form(app)
    assert "Row 2, role: “boss” is not a role" in page_text(app)
    field(app, "Accounts").set_value("\n".join(FOCAL_POINTS))
    submit_form(app)
    assert "57 accounts: 57 as focal point" in page_text(app)
    assert "Liechtenstein" in page_text(app)
    assert len(list_accounts(staffed.system, ADMINISTRATOR)) == 3

    send_checked(app)

    assert not app.exception
    links = app.code[0].value.splitlines()
    assert len(links) == 57
    assert "AT@example.org" in app.code[0].value
    assert all("/account/reset#" in link for link in links)
    assert len(list_accounts(staffed.system, ADMINISTRATOR)) == 60


def test_the_secretariat_adds_lists_of_delegates_only(
    staffed: Staffed, open_page: OpenPage
):
    app = open_form(open_page("administration", by=SECRETARIAT), "add-list")
    field(app, "Accounts").set_value("anna;focal point;AT\nben;chair")
    submit_form(app)

    assert "Row 2, role:" in page_text(app)
    assert len(list_accounts(staffed.system, ADMINISTRATOR)) == 3


def test_the_first_administrator_is_told_what_comes_next(
    empty_network: Story, open_page: OpenPage
):
    add_account(empty_network.system, ADMINISTRATOR, "ada")

    text = page_text(open_page("administration", by=ADMINISTRATOR))

    assert "Next, add accounts for the secretariat" in text


def test_new_links_are_made_for_several_accounts_at_once(
    staffed: Staffed, open_page: OpenPage
):
    identity = staffed.system.identity
    password = "seven small boats at dawn"
    identity.passwords.set(staffed.office, password, short_allowed=False)
    app = open_form(open_page("administration", by=ADMINISTRATOR), "new-links")
    [accounts] = app.multiselect
    # Those without a password; others may be chosen.
    assert accounts.value == [staffed.focal_point, staffed.auditor]

    submit_form(app)

    links = app.code[0].value.splitlines()
    assert [link.split()[0] for link in links] == ["anna.huber", "auditor.two"]
    secret = links[0].partition("#")[2]
    secrets = identity.one_time_secrets
    assert secrets.check(SecretPurpose.RESET, secret) == staffed.focal_point
    assert "ask-new-links" not in [
        button.key for button in open_page("administration", by=SECRETARIAT).button
    ]

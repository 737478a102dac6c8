"""The permission table against a second one, by hand: every role, every case."""

from uuid import UUID

import pytest
from permission_document import DOCUMENT, permission_document
from service.access.expected_permissions import CASES, EXPECTED, expected
from systems import SECRETARIAT, principal

from bsm_domain.foundation.errors import NotPermitted
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_domain.foundation.values import MatterAudience
from bsm_service.access.permissions import (
    PERMISSIONS,
    ROLES_READING_RESTRICTED_OR_PERSONAL,
    ROLES_SEEING_RESTRICTED,
    Grant,
    Principal,
    Resource,
    is_allowed,
    require_permission,
)
from bsm_service.access.scopes import Scope
from bsm_service.application.system import audience_of


def somebody(
    role: Role,
    delegation: str | None,
    participant: UUID | None,
    limited_to: frozenset[str] | None = None,
) -> Principal:
    return Principal(
        "0a1b",
        role,
        delegation,
        SignInMethod.TOKEN,
        participant=participant,
        allowed_actions=limited_to,
    )


def test_the_document_is_made_from_the_table():
    assert DOCUMENT.read_text() == permission_document(), "run: make permissions"


@pytest.mark.parametrize("action", EXPECTED)
def test_the_table_allows_what_the_roles_are_for_and_nothing_else(action: str):
    for role in Role:
        for case, (who, resource) in CASES.items():
            asking = somebody(role, *who)
            allowed = expected(action, role, case)

            assert is_allowed(asking, action, resource) == allowed, (role, case)
            if allowed:
                require_permission(asking, action, resource)
            else:
                with pytest.raises(NotPermitted, match=action):
                    require_permission(asking, action, resource)


def test_whoever_reads_what_is_about_others_signs_in_with_a_second_factor():
    about_others = {"read.participants", "read.readings", "read.accounts"}
    about_others |= {action for action in EXPECTED if action.startswith("personal.")}
    readers = {
        role
        for action in about_others
        for role, scope in EXPECTED[action].items()
        if scope is not Scope.SELF
    }

    assert readers | ROLES_SEEING_RESTRICTED == ROLES_READING_RESTRICTED_OR_PERSONAL


@pytest.mark.parametrize("role", Role)
def test_a_token_may_ask_less_than_its_owner_and_never_more(role: Role):
    for action in EXPECTED:
        for case, (who, resource) in CASES.items():
            limited = somebody(role, *who, limited_to=frozenset({action}))
            other = somebody(role, *who, limited_to=frozenset({"read.nothing"}))

            assert is_allowed(limited, action, resource) == expected(action, role, case)
            assert not is_allowed(other, action, resource)
            with pytest.raises(NotPermitted):
                require_permission(other, action, resource)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.LEADERSHIP])
def test_who_only_looks_changes_nothing_but_their_own_account(role: Role):
    looks = ("read.", "page.", "live.")
    others = [name for name in EXPECTED if not name.startswith(looks)]

    assert [action for action in others if role in EXPECTED[action]] == ["account.own"]


@pytest.mark.parametrize("role", ["auditor", "leadership", "administrator"])
def test_who_has_no_business_with_people_sees_nothing_personal(role: str):
    personal = [name for name in EXPECTED if name.startswith("personal.")]

    assert len(personal) == 4
    assert not [action for action in personal if role in EXPECTED[action]]


def test_the_administrator_has_no_business_in_meetings():
    of_the_administrator = {
        name.partition(".")[0] for name in EXPECTED if "administrator" in EXPECTED[name]
    }
    of_meetings = {"meeting", "registration", "objective", "activity", "participant"}

    assert not of_the_administrator & of_meetings
    assert not is_allowed(principal(Role.ADMINISTRATOR), "read.meetings")


def test_what_is_not_in_the_table_is_allowed_to_nobody():
    with pytest.raises(KeyError):
        is_allowed(SECRETARIAT, "meeting.forget")


@pytest.mark.parametrize("role", Role)
def test_focal_points_matter_is_seen_by_those_whose_matter_it_is(role: Role):
    audience = audience_of(principal(role, "AT"))
    theirs = role in {Role.SECRETARIAT, Role.CHAIR, Role.FOCAL_POINT}

    assert (MatterAudience.FOCAL_POINTS in audience.audiences()) == theirs
    assert MatterAudience.ALL in audience.audiences()


def test_an_auditor_sees_focal_points_matter_under_a_grant():
    granted = Principal(
        "0a1b",
        Role.AUDITOR,
        None,
        SignInMethod.TOKEN,
        grants=frozenset({Grant.FOCAL_POINTS_MATTER}),
    )

    assert MatterAudience.FOCAL_POINTS in audience_of(granted).audiences()


def test_a_refusal_names_what_would_be_allowed():
    italy = Resource("IT")
    told = {
        "only for your own delegation": (Role.FOCAL_POINT, "participant.enter", italy),
        "only for yourself": (Role.PARTICIPANT, "personal.name", italy),
        "as focal point of AT .* only for other delegations": (
            Role.FOCAL_POINT,
            "activity.confirm",
            Resource("AT"),
        ),
        "only the secretariat can do this .* you are signed in as auditor": (
            Role.AUDITOR,
            "meeting.announce",
            None,
        ),
    }
    for sentence, (role, action, resource) in told.items():
        with pytest.raises(NotPermitted, match=sentence):
            require_permission(somebody(role, "AT", None), action, resource)


def test_contacts_of_organisations_ask_nothing_of_decisions():
    """Whatever is added: every action about decisions that focal points have."""
    contact = principal(Role.FOCAL_POINT, "FRONTEX")
    of_decisions = {
        action
        for action, roles in PERMISSIONS.items()
        if action.startswith("decision.") and Role.FOCAL_POINT in roles
    }

    assert len(of_decisions) > 5
    for action in of_decisions:
        with pytest.raises(NotPermitted, match="take no part in decisions"):
            require_permission(contact, action, Resource("FRONTEX"))
    require_permission(contact, "registration.nominate", Resource("FRONTEX"))
    assert not contact.sees_restricted

"""As whom the command line acts. It is for whoever may read and write the data folder,
but a fact says whose account recorded it.
"""

from typing import Annotated

import typer

from bsm_domain.foundation.roles import Role
from bsm_service.access.permissions import (
    PERMISSIONS,
    Principal,
    is_allowed,
    require_permission,
)
from bsm_service.application.system import System
from bsm_service.cli.account_options import account_named
from bsm_service.foundation.refusals import InvalidUsage
from bsm_service.identity import SYSTEM

PANEL = "Who asks, and how"

AsUser = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="USER",
        help="The user who acts: see 'bsm user list'.",
        rich_help_panel=PANEL,
    ),
]
AsRole = Annotated[
    Role | None,
    typer.Option(
        "--as-role",
        help="In which role, where the user has several. In a demonstration, whose "
        "users are nobody, it is enough by itself.",
        metavar="ROLE",
        rich_help_panel=PANEL,
    ),
]
AsDelegation = Annotated[
    str | None,
    typer.Option(
        "--as-delegation",
        metavar="CODE",
        help="For which State, such as AT.",
        rich_help_panel=PANEL,
    ),
]


def acting_principal(
    system: System,
    action: str,
    user: str | None,
    role: Role | None,
    delegation: str | None,
) -> Principal:
    """The user, in the one role that may do the action; without a user, the
    product itself where it may. Raises InvalidUsage, NotFound, NotPermitted.
    """
    if user is None and role is None and is_allowed(SYSTEM, action):
        return SYSTEM
    if user is None:
        return _visitor(system, action, role, delegation)
    account = account_named(system.identity, user).id
    if role is not None:
        return system.identity.principal_for(account, role, delegation)
    capacities = {
        (mandate.role, mandate.delegation): None
        for mandate in system.identity.mandates.current_of(account)
        if delegation in (None, mandate.delegation)
    }
    principals = [
        system.identity.principal_for(account, *capacity) for capacity in capacities
    ]
    allowed = [principal for principal in principals if is_allowed(principal, action)]
    if len(allowed) > 1:
        choices = ", ".join(
            sorted(
                f"{principal.role} {principal.delegation or ''}".strip()
                for principal in allowed
            )
        )
        raise InvalidUsage(
            f"{user} may ask {action} as {choices}; say which with --as-role and "
            "--as-delegation"
        )
    if allowed:
        return allowed[0]
    for principal in principals:
        require_permission(principal, action)
    raise InvalidUsage(
        f"{user} may not act in any role now; 'bsm user give' gives them one"
    )


def _visitor(
    system: System, action: str, role: Role | None, delegation: str | None
) -> Principal:
    network = system.network()
    if network is not None and network.demonstration and role is not None:
        return system.identity.demonstration_principal(role, delegation)
    able = ", ".join(sorted(set(PERMISSIONS[action]) - {Role.SYSTEM}))
    raise InvalidUsage(
        f"say who acts with --as USER; {action} may be asked in the role of {able}"
        + (
            " (in a demonstration, --as-role ROLE is enough)"
            if network is not None and network.demonstration
            else ""
        )
    )

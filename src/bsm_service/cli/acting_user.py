"""The account and role in which the command line acts. Anyone who can read and write
the data folder can use it, but each fact names the account that recorded it.
"""

from typing import Annotated

import typer

from bsm_domain.foundation.formatting import join_alternatives
from bsm_domain.foundation.roles import Role
from bsm_service.access.permissions import (
    Principal,
    allowed_roles,
    is_allowed,
    require_permission,
)
from bsm_service.application.system import System
from bsm_service.cli.account_options import account_named
from bsm_service.foundation.refusals import InvalidUsage
from bsm_service.identity import SYSTEM

PANEL = "Acting as"

AsUser = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="USER",
        help="The acting user: see 'bsm user list'.",
        rich_help_panel=PANEL,
    ),
]
AsRole = Annotated[
    Role | None,
    typer.Option(
        "--as-role",
        help="The role, if the user has several. In a demonstration, --as-role alone "
        "is enough.",
        metavar="ROLE",
        rich_help_panel=PANEL,
    ),
]
AsDelegation = Annotated[
    str | None,
    typer.Option(
        "--as-delegation",
        metavar="CODE",
        help="The delegation, for example AT.",
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
        choices = join_alternatives(
            sorted(
                f"{principal.role} {principal.delegation or ''}".strip()
                for principal in allowed
            )
        )
        raise InvalidUsage(
            f"{user} can do this ({action}) as {choices}; choose with --as-role and "
            "--as-delegation"
        )
    if allowed:
        return allowed[0]
    for principal in principals:
        require_permission(principal, action)
    raise InvalidUsage(f"{user} has no role at present; 'bsm user give' assigns one")


def _visitor(
    system: System, action: str, role: Role | None, delegation: str | None
) -> Principal:
    network = system.network()
    if network is not None and network.demonstration and role is not None:
        return system.identity.demonstration_principal(role, delegation)
    raise InvalidUsage(
        f"name the acting user with --as USER; {allowed_roles(action)} can do this "
        f"({action})"
        + (
            "; in a demonstration, --as-role ROLE is enough"
            if network is not None and network.demonstration
            else ""
        )
    )

"""`bsm` as a whole: what it is called, and every kind of command that it has."""

import typer

from bsm_service.accounts import token_verbs as tokens
from bsm_service.accounts import user_verbs as users
from bsm_service.assembly import command_verbs as commanding
from bsm_service.assembly import list_verbs as listing
from bsm_service.assembly import serve_verbs as serving
from bsm_service.assembly import show_verbs as showing
from bsm_service.cli.error_output import Refusing
from bsm_service.cli.options import use_file
from bsm_service.imports import verbs as importing
from bsm_service.leadership import verbs as reporting
from bsm_service.operations import backup_verbs as moving
from bsm_service.operations import clock_verbs as clocks
from bsm_service.operations import settings_verbs as configuring
from bsm_service.operations import status_verbs as upkeep
from bsm_service.operations import upgrade_verbs as upgrading
from bsm_service.privacy import retention_verbs as retaining
from bsm_service.privacy import vault_verbs as vault
from bsm_service.privacy import verbs as erasing
from bsm_service.proof import verbs as losses
from bsm_service.reminders import verbs as reminding

app = typer.Typer(
    name="bsm",
    cls=Refusing,
    help="The record of a network of National Focal Points: every meeting, "
    "registration, objective and promise as facts that can be replayed and checked.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    callback=use_file,
)
for commands in (
    serving.app,
    upkeep.app,
    moving.app,
    upgrading.app,
    losses.app,
    clocks.app,
    erasing.app,
    configuring.app,
    reporting.app,
):
    app.add_typer(commands)
app.add_typer(importing.app, name="import")
app.add_typer(tokens.app, name="token")
app.add_typer(users.app, name="user")
app.add_typer(erasing.erasures, name="erasures")
app.add_typer(vault.app, name="vault")
app.add_typer(retaining.app, name="retention")
app.add_typer(reminding.app, name="reminders")
app.add_typer(listing.app, name="list", rich_help_panel="The network's business")
app.add_typer(showing.app, name="show", rich_help_panel="The network's business")
for name, group in commanding.command_groups().items():
    app.add_typer(group, name=name, rich_help_panel="The network's business")

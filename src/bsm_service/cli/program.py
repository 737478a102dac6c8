"""`bsm` as a whole: what it is called, and every kind of command that it has."""

import typer

from bsm_service.cli import (
    clocks,
    commanding,
    configuring,
    erasing,
    importing,
    listing,
    losses,
    moving,
    reminding,
    reporting,
    retaining,
    serving,
    showing,
    tokens,
    upgrading,
    upkeep,
    users,
    vault,
)
from bsm_service.cli.options import use_file
from bsm_service.cli.refusing import Refusing

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

"""The command line `bsm` with all its commands."""

import typer

from bsm_service.foundation import garbage_collection

garbage_collection.collect_rarely()  # before the many classes of the product are made

from bsm_service.accounts import token_verbs, user_verbs
from bsm_service.agreement import verbs as agreement_verbs
from bsm_service.assembly import command_verbs, list_verbs, serve_verbs, show_verbs
from bsm_service.assembly.bootstrap import open_system
from bsm_service.cli.error_output import RefusingGroup
from bsm_service.cli.open_record import open_records_with
from bsm_service.cli.options import use_settings_file
from bsm_service.imports import verbs as imports_verbs
from bsm_service.leadership import verbs as leadership_verbs
from bsm_service.operations import (
    backup_verbs,
    status_verbs,
    upgrade_verbs,
)
from bsm_service.privacy import retention_verbs, vault_verbs
from bsm_service.privacy import verbs as privacy_verbs
from bsm_service.proof import verbs as proof_verbs
from bsm_service.reminders import verbs as reminders_verbs

open_records_with(open_system)

_PANEL = "Meetings and follow-up"

app = typer.Typer(
    name="bsm",
    cls=RefusingGroup,
    help="The record of a network of National Focal Points: every meeting, "
    "registration, objective and activity as facts that can be replayed and verified.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    callback=use_settings_file,
)
for group in (
    serve_verbs.app,
    status_verbs.app,
    backup_verbs.app,
    upgrade_verbs.app,
    proof_verbs.app,
    privacy_verbs.app,
    leadership_verbs.app,
):
    app.add_typer(group)
app.add_typer(imports_verbs.app, name="import")
app.add_typer(token_verbs.app, name="token")
app.add_typer(user_verbs.app, name="user")
app.add_typer(privacy_verbs.erasures, name="erasures")
app.add_typer(vault_verbs.app, name="vault")
app.add_typer(retention_verbs.app, name="retention")
app.add_typer(reminders_verbs.app, name="reminders")
app.add_typer(agreement_verbs.app, name="silences")
app.add_typer(list_verbs.app, name="list", rich_help_panel=_PANEL)
app.add_typer(show_verbs.app, name="show", rich_help_panel=_PANEL)
for name, group in command_verbs.command_groups().items():
    app.add_typer(group, name=name, rich_help_panel=_PANEL)

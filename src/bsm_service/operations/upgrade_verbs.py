"""The verbs that upgrade the databases to this version, and confirm the clock after a
jump.
"""

from contextlib import closing
from typing import Annotated

import typer
from rich.table import Table

from bsm_projections.databases import Place
from bsm_service.application.databases import (
    has_tables,
    require_record,
    schema_states,
    upgrade_schemas,
)
from bsm_service.application.open_databases import open_store
from bsm_service.cli.answers import Answer, verb
from bsm_service.cli.console import YesOption, ask_confirmation, console
from bsm_service.foundation.clock import ClockWatch, trust_clock, utc_now
from bsm_service.operations import database_role

app = typer.Typer()


@verb(app, "upgrade")
def upgrade(
    place: Place,
    role: Annotated[
        str | None,
        typer.Option(
            "--application-role",
            help="The PostgreSQL role that servers use; it is granted only the "
            "rights they need. --database must then be the owner's URL.",
        ),
    ] = None,
    yes: YesOption = False,
    as_json: bool = False,
) -> Answer:
    """Show the upgrade steps that the databases need for this version, and apply them.

    Upgrades cannot be undone; each database is upgraded in one transaction. Exits with
    1 if steps are still missing. Make a backup first.
    """
    if role is not None:
        database_role.require_suitable_role(place, role)
    schemas = schema_states(place)
    if not has_tables(schemas) and role is None:
        return Answer(
            {"databases": [], "upgraded": False, "role": None},
            "There is nothing to upgrade: the folder or database is empty.",
        )
    if not as_json:
        table = Table("database", "schema", "missing steps")
        for schema in schemas:
            missing_steps = "\n".join(schema.missing) or "none"
            table.add_row(schema.called, str(schema.step), missing_steps)
        console.print(table)
    is_needed = role is not None or any(schema.missing for schema in schemas)
    question = f"Continue{f' and grant {role} its rights' if role else ''}?"
    confirmed = is_needed and ask_confirmation(question, yes=yes, as_json=as_json)
    shown = "All databases are up to date."
    if confirmed:
        schemas, shown = upgrade_schemas(place), "Done."
        if role is not None:
            database_role.grant_server_rights(place, role)
    elif is_needed:
        shown = "Nothing was changed. To upgrade, use --yes."
    return Answer(
        {
            "databases": [schema.model_dump() for schema in schemas],
            "upgraded": confirmed,
            "role": role if confirmed else None,
        },
        shown,
        status=1 if is_needed and not confirmed else 0,
    )


@verb(app, "confirm-clock")
def confirm_clock(
    place: Place, yes: YesOption = False, as_json: bool = False
) -> Answer:
    """Confirm that this machine's clock is correct after a jump.

    Shows the time of the clock and of the last entry. Running servers record again from
    the next request on. Entries recorded while the clock is ahead keep that time, and
    so do later entries until that time has passed: compare the clock with another one
    first. Exits with 1 if recording remains stopped.
    """
    require_record(place)
    with closing(open_store(place)) as store:
        end = store.position()
        last = store.recorded_at(end) if end else None
    now, wrong = utc_now(), ClockWatch(place.folder, last).alarm()
    if not as_json:
        console.print(f"The clock shows {now:%Y-%m-%d %H:%M:%S} UTC.")
        if last is not None:
            console.print(
                f"The last entry was recorded at {last:%Y-%m-%d %H:%M:%S} UTC."
            )
        if wrong is None:
            console.print("No jump was detected.")
    confirmed = ask_confirmation("Is this time correct?", yes=yes, as_json=as_json)
    if confirmed:
        now = trust_clock(place.folder)
    fields = {"clock": now, "last_recorded_at": last, "alarm": wrong}
    return Answer(
        {**fields, "confirmed": confirmed},
        "The clock is confirmed. Running servers record again."
        if confirmed
        else "Nothing was changed. To confirm the clock, use --yes.",
        status=1 if wrong and not confirmed else 0,
    )

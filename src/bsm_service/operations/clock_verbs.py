"""The verb that confirms the clock after a jump."""

import json

import typer

from bsm_service.application.open_databases import open_store
from bsm_service.application.schema_upgrade import require_record
from bsm_service.cli.confirmation import YesOption, ask_confirmation
from bsm_service.cli.console import console
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.options import (
    DatabaseOption,
    DataOption,
    JsonOption,
    database_place,
)
from bsm_service.foundation.clock import ClockWatch, trust_clock, utc_now

app = typer.Typer()


@app.command("confirm-clock")
def confirm_clock(
    data: DataOption = None,
    database: DatabaseOption = None,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Confirm that this machine's clock is correct after a jump.

    Shows the time of the clock and of the last entry. Running servers record again from
    the next request on. Entries recorded while the clock is ahead keep that time, and
    so do later entries until that time has passed: compare the clock with another one
    first. Exits with 1 if recording remains stopped.
    """
    with report_refusals(as_json):
        place = database_place(data, database)
        require_record(place)
        store = open_store(place)
        try:
            end = store.position()
            last = store.recorded_at(end) if end else None
        finally:
            store.close()
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
    if as_json:
        result = {
            "clock": now.isoformat(),
            "last_recorded_at": last and last.isoformat(),
            "alarm": wrong,
            "confirmed": confirmed,
        }
        typer.echo(json.dumps(result))
    elif confirmed:
        console.print("The clock is confirmed. Running servers record again.")
    else:
        console.print("Nothing was changed. To confirm the clock, use --yes.")
    raise typer.Exit(1 if wrong and not confirmed else 0)

"""The verb that confirms the clock after a jump."""

from contextlib import closing

import typer

from bsm_projections.databases import Place
from bsm_service.application.databases import require_record
from bsm_service.application.open_databases import open_store
from bsm_service.cli.answers import Answer, verb
from bsm_service.cli.console import YesOption, ask_confirmation, console
from bsm_service.foundation.clock import ClockWatch, trust_clock, utc_now

app = typer.Typer()


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

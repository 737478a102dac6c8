"""Commands about silences, for whoever runs no server."""

from datetime import datetime, timedelta

import typer

from bsm_domain.foundation.formatting import count_of, format_datetime
from bsm_projections.agreement.silences import RunningSilence, running_silences
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_service.agreement.clock_guard import DISTRUST
from bsm_service.agreement.silence_settlement import SilenceSettlement
from bsm_service.application.system import System
from bsm_service.cli.answers import Answer, verb
from bsm_service.cli.open_record import open_record

app = typer.Typer(
    no_args_is_help=True,
    help="Silences on draft decisions. A running server records adoptions by silence "
    "automatically; use 'run' to record them at other times. Both can be used at once.",
)


_HELD = (
    "The clock of this machine went ahead; no silence is settled for "
    f"{DISTRUST // timedelta(minutes=1)} minutes. Check the clock."
)


@verb(app, "status", open_record)
def status(system: System) -> Answer:
    """Show the silences that are running, the next to expire first."""
    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        silences = running_silences(context)
    held = system.part(SilenceSettlement).is_held
    lines = [
        f"“{silence.title}”, version {silence.text_version}, round {silence.round}: "
        f"{_expires(silence, system.store.clock())} ({silence.decision_id})"
        for silence in silences
    ]
    if held:
        lines.append(_HELD)
    running = [
        {
            "decision_id": silence.decision_id,
            "version": silence.text_version,
            "round": silence.round,
            "expires_at": silence.expires_at.isoformat(),
            "time_zone": silence.time_zone,
        }
        for silence in silences
    ]
    return Answer(
        {"running": running, "held": held}, lines or ["No silence is running."]
    )


def _expires(silence: RunningSilence, now: datetime) -> str:
    expires = "expired on" if silence.expires_at <= now else "expires on"
    return f"{expires} {format_datetime(silence.expires_at, silence.time_zone)}"


@verb(app, "run", open_record)
def run(system: System) -> Answer:
    """Record the adoptions of texts whose silence has expired."""
    settlement = system.part(SilenceSettlement)
    adopted, held = settlement.settle(), settlement.is_held
    lines = [f"Adopted: {count_of(adopted, 'decision')}."]
    if held:
        lines.append(_HELD)
    return Answer({"adopted": adopted, "held": held}, lines)

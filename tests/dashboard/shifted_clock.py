"""The dashboard with clocks that a test sets forward, for what happens days later."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

# In the data folder: by how many seconds.
SHIFT_FILE = "clock-shift"


def make_app() -> Any:
    """Both clocks are set: the one that people read, and the time since the machine
    started, which would tell that somebody has set the other.
    """
    from bsm_service.foundation import clock  # noqa: PLC0415

    file = Path(os.environ["BSM_DATA"]) / SHIFT_FILE
    utc_now, seconds_since_boot = clock.utc_now, clock.seconds_since_boot

    def shift() -> float:
        return float(file.read_text("ascii")) if file.exists() else 0.0

    def shifted_now() -> datetime:
        return utc_now() + timedelta(seconds=shift())

    def shifted_since_boot() -> float:
        return seconds_since_boot() + shift()

    clock.utc_now, clock.seconds_since_boot = shifted_now, shifted_since_boot
    # Only now, because every module takes the clocks from there.
    from dashboard.asgi import app  # noqa: PLC0415

    return app

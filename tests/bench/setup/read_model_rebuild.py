"""Builds all read models of a record anew, in a temporary database. A process of its
own, whose memory is nobody else's.

Reads the job from standard input and writes what it found to standard output.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.setup import processes
from bench.setup.log_prefix import LogPrefix

from bsm_projections.databases import Place, open_database
from bsm_projections.engine.engine import Engine
from bsm_service.application.open_databases import open_store, read_models


def _rebuild(job: dict[str, Any]) -> dict[str, float]:
    """From the first `length` facts: seconds, and the peak of resident memory in MB."""
    length, schema = job["length"], job["schema"]
    place = Place(Path(job["folder"]), job["url"], schema)
    store = open_store(place, server="bench-rebuild")
    with tempfile.TemporaryDirectory() as folder:
        target = Place(Path(folder), place.url, f"{schema}_rebuilt_{length}")
        database = open_database(target, "read", rebuildable=True)
        engine = Engine(LogPrefix(store, length), database, read_models())
        start = time.perf_counter()
        engine.catch_up()
        seconds = time.perf_counter() - start
        database.close()
    store.close()
    megabytes = processes.peak_memory_mb(os.getpid())
    return {"megabytes": megabytes, "seconds": seconds}


if __name__ == "__main__":
    print(json.dumps(_rebuild(json.load(sys.stdin))))

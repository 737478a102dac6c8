"""Does all faults, or some, and prints one report.

python tests/faults --seed 7 --only standby
"""

import argparse
import json
import logging
import os
import sys
import traceback
from dataclasses import asdict, dataclass
from time import monotonic

from faults.all_faults import FAULTS
from faults.fault import Broken, Fault, NotRun
from rich.console import Console
from rich.table import Table

# Set where everything must run, as for the tests.
NOTHING_SKIPPED = bool(os.environ.get("BSM_NOTHING_SKIPPED"))
WORD = {True: "yes", False: "BROKEN", None: "not run"}


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    database: str
    done: str
    invariant: str
    figure: str
    ok: bool | None
    seconds: float


def examined(fault: Fault, seed: int, rounds: int | None) -> Row:
    began = monotonic()
    try:
        finding = fault.once(seed, rounds)
        description, figure, ok = finding.done, finding.figure, True
    except NotRun as why:
        description, figure, ok = "", str(why), False if NOTHING_SKIPPED else None
    except Broken as broken:
        description, figure, ok = "", str(broken), False
    except Exception as error:
        traceback.print_exc()
        description, figure, ok = "", f"{type(error).__name__}: {error}", False
    seconds = round(monotonic() - began, 1)
    return Row(
        fault.name, fault.database, description, fault.invariant, figure, ok, seconds
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, help="instead of each fault's own")
    parser.add_argument("--only", default="", help="faults with this in their name")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    logging.disable()  # the product complains, as it should
    chosen = [fault for fault in FAULTS if options.only.lower() in fault.name.lower()]
    rows = []
    for number, fault in enumerate(chosen, start=1):
        print(f"{number}/{len(chosen)} {fault.name}, {fault.database}", file=sys.stderr)
        rows.append(examined(fault, options.seed, options.rounds))
    if options.json:
        print(json.dumps({"seed": options.seed, "rows": [asdict(row) for row in rows]}))
    else:
        show(rows, options.seed)
    sys.exit(any(row.ok is False for row in rows) or not rows)


def show(rows: list[Row], seed: int) -> None:
    heads = ("fault", "database", "done", "invariant", "figure", "ok", "s")
    table = Table(*heads, title=f"seed {seed}")
    for row in rows:
        words = (row.name, row.database, row.done, row.invariant, row.figure)
        table.add_row(*words, WORD[row.ok], str(row.seconds))
    wide = Console(width=None if sys.stdout.isatty() else 200)
    wide.print(table)


if __name__ == "__main__":
    main()

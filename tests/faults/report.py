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

from faults.families import FAULTS
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
        done, figure, ok = finding.done, finding.figure, True
    except NotRun as why:
        done, figure, ok = "", str(why), False if NOTHING_SKIPPED else None
    except Broken as broken:
        done, figure, ok = "", str(broken), False
    except Exception as error:
        traceback.print_exc()
        done, figure, ok = "", f"{type(error).__name__}: {error}", False
    seconds = round(monotonic() - began, 1)
    return Row(fault.name, fault.database, done, fault.invariant, figure, ok, seconds)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--rounds", type=int, help="instead of each fault's own")
    options.add_argument("--only", default="", help="faults with this in their name")
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    logging.disable()  # the product complains, as it should
    chosen = [one for one in FAULTS if given.only.lower() in one.name.lower()]
    rows = []
    for number, one in enumerate(chosen, start=1):
        print(f"{number}/{len(chosen)} {one.name}, {one.database}", file=sys.stderr)
        rows.append(examined(one, given.seed, given.rounds))
    if given.json:
        print(json.dumps({"seed": given.seed, "rows": [asdict(row) for row in rows]}))
    else:
        show(rows, given.seed)
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

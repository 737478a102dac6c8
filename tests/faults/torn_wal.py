"""The journal of SQLite, cut off or garbled wherever a machine can lose power."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

from faults.callers import Callers, Outcomes
from faults.fault import ORIGIN, SQLITE, FaultContext, Finding, fault, require
from raw_database import audit_log, stored_rows

from bsm_domain.foundation.errors import DomainError
from bsm_projections.databases import Place
from bsm_service.application.open_databases import open_store

_HEADER, _FRAME_HEADER = 32, 24


@dataclass(frozen=True, slots=True)
class Torn:
    """A journal as it may be found, and how many of its commits are whole."""

    how: str
    content: bytes
    commits: int


@fault(
    "journal torn or garbled at every frame",
    SQLITE,
    invariant="each opening finds whole turns up to one, positions dense, frontier "
    "of that end",
    rounds=24,
    short=6,
)
def torn_at_every_frame(context: FaultContext) -> Finding:
    """A round is a turn in the journal."""
    place = context.place()
    ends = _write_turns(context, place)
    kept_position = context.folder / "kept"
    journal = (kept_position / "log.db-wal").read_bytes()
    report = []
    for number, torn in enumerate(_tears(journal, context.random)):
        copy = context.folder / f"torn{number}"
        copy.mkdir()
        shutil.copy(kept_position / "log.db", copy)
        (copy / "log.db-wal").write_bytes(torn.content)
        facts = _opened(copy, torn.how)
        require(
            facts == ends[torn.commits],
            f"{torn.how}: {facts} facts instead of {ends[torn.commits]}",
        )
        report.append(facts)
        shutil.rmtree(copy)
    require(
        report and max(report) == ends[-1], "the whole journal did not give all turns"
    )
    return Finding(
        f"{len(report)} openings, {len(ends) - 1} turns in the journal",
        f"0 half turns; {min(report)} to {max(report)} facts found",
    )


def _write_turns(context: FaultContext, place: Place) -> list[int]:
    """Fills a journal, copies it while it is one; where the log ended, by commits."""
    system = context.system(place)
    Callers(
        system, Outcomes().record, context.random, threads=2, limit=3
    ).start().join()
    with closing(sqlite3.connect(place.folder / "log.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = system.store.position()
    for _ in range(context.rounds // 6):
        Callers(
            system, Outcomes().record, context.random, threads=6, limit=2
        ).start().join()
    kept_position = context.folder / "kept"
    kept_position.mkdir()
    for name in ("log.db", "log.db-wal"):
        shutil.copy(place.folder / name, kept_position)
    sizes = stored_rows(place.folder, "SELECT size FROM frontiers ORDER BY size")
    return [size for [size] in sizes if size >= before]


def _tears(journal: bytes, random: Random) -> Iterator[Torn]:
    """Cut at each frame's beginning and inside it; one byte of it turned over."""
    size = _FRAME_HEADER + int.from_bytes(journal[8:12], "big")
    commits = 0
    for at in range(_HEADER, len(journal), size):
        frame = f"frame {(at - _HEADER) // size}"
        yield Torn(f"cut before {frame}", journal[:at], commits)
        inside = at + random.randrange(1, size)
        yield Torn(f"cut inside {frame}", journal[:inside], commits)
        # Of a frame's header, only what the checksums cover.
        byte = random.choice((*range(8), *range(_FRAME_HEADER, size)))
        garbled = bytearray(journal)
        garbled[at + byte] ^= random.randrange(1, 256)
        yield Torn(f"byte {byte} of {frame} garbled", bytes(garbled), commits)
        commits += journal[at + 4 : at + 8] != bytes(4)
    yield Torn("whole", journal, commits)


def _opened(folder: Path, how: str) -> int:
    """How many facts the product finds; the log is audited by other code than its."""
    try:
        store = open_store(Place(folder), origin=ORIGIN)
        facts = store.position()
        store.close()
    except DomainError as refusal:
        require(False, f"{how}: {refusal}")
    require(audit_log(folder) == facts, f"{how}: the audit counts otherwise")
    return facts

"""A tracker as ten secretariats have kept it for ten years, made by chance.

Whatever is put wrong is written down: which row, which field, so that a test can hold
the import against it.
"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import xlsxwriter

HEADINGS = (
    "Nr.",
    "Maßnahme / Activity",
    "Pays",
    "Supported by",
    "Deadline",
    "State of play",
    "%",
    "Remarks",
    "Agreed on",
    "Internal code",
)
COLUMNS = {"Maßnahme / Activity": "title", "Nr.": "reference"}
STATUSES = {"almost there": "in progress", "GREEN": "confirmed"}
DELEGATIONS = {"Vienna": "AT"}
_OWNERS = (
    "AT",
    "Autriche",
    "Deutschland",
    "Italia",
    "Czech Republic",
    "Türkiye",
    "Германия",
    "Switzerland",
    "Vienna",
    "fr",
    "España",
    "Norvège",
)
_UNKNOWN = ("Austira", "Ministry of the Interior", "???")
_SAID = (
    "open",
    "Ongoing",
    "en cours",
    "DONE",
    "almost there",
    "GREEN",
    "closed",
    "",
    "on hold",
    "cancelled",
    "In Arbeit",
)


@dataclass
class Tracker:
    """`refused` are the rows with the fields that are wrong; `merged` those that say
    more of an earlier row. Rows are counted from 1, the heading row among them.
    """

    rows: list[list[Any]] = field(default_factory=list)
    refused: dict[int, set[str]] = field(default_factory=dict)
    merged: set[int] = field(default_factory=set)
    read: int = 0

    def as_csv(self, encoding: str = "utf-8", delimiter: str = ";") -> bytes:
        buffer = io.StringIO(newline="")
        csv.writer(buffer, delimiter=delimiter).writerows(
            [[_written(cell) for cell in row] for row in self.rows]
        )
        return buffer.getvalue().encode(encoding, errors="replace")

    def as_xlsx(self) -> bytes:
        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
            sheet, day = book.add_worksheet(), book.add_format({"num_format": "d.m.yy"})
            for at, row in enumerate(self.rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, date):
                        when = datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001
                        sheet.write_datetime(at, column, when, day)
                    elif cell != "":
                        sheet.write(at, column, cell)
        return buffer.getvalue()


def dirty_tracker(size: int, seed: int = 7) -> Tracker:
    """`size` rows below the heading that are not empty."""
    chance, tracker = Random(seed), Tracker()
    tracker.rows += [["Follow-up of the network"], [], list(HEADINGS)]
    numbers: list[tuple[int, list[Any]]] = []
    while tracker.read < size - 1:
        if chance.random() < 0.02:
            tracker.rows.append([""] * len(HEADINGS))
            continue
        row = len(tracker.rows) + 1
        tracker.read += 1
        if numbers and chance.random() < 0.05:
            tracker.rows.append(_again(chance.choice(numbers)[1], row, chance))
            tracker.merged.add(row)
            continue
        cells = _activity(tracker.read, chance)
        wrong = _spoil(cells, chance)
        tracker.rows.append(cells)
        if wrong:
            tracker.refused[row] = wrong
        else:
            numbers.append((row, cells))
    tracker.rows.append(["", "Total", "", "", "", "", tracker.read, "", "", ""])
    tracker.refused[len(tracker.rows)] = {"owner", "percent"}
    tracker.read += 1
    return tracker


def _activity(number: int, chance: Random) -> list[Any]:
    agreed = date(2016, 4, 12) + timedelta(days=chance.randrange(60))
    due = agreed + timedelta(days=chance.randrange(30, 900))
    form: Callable[[date], Any] = chance.choice(_FORMS)
    replies = "; ".join(
        f"{agreed + timedelta(days=20 * at):%d.%m.%Y}: step {at} of {number} is done"
        for at in range(chance.randrange(4))
    )
    status = chance.choice(_SAID)
    return [
        number,
        f"Measure {number}: {chance.choice(('maps', 'training', 'joint patrols'))}",
        chance.choice(_OWNERS),
        chance.choice(("", "Italy", "Poland; Frankreich", "FRONTEX, Moldova")),
        chance.choice((form(due), form(due), "Q3 2017", "before the next meeting")),
        status,
        chance.choice(("", 40, "60%", "0,25")) if status.lower() == "ongoing" else "",
        chance.choice((replies, replies, "no dates here", "")),
        chance.choice((_FORMS[0](agreed), "")),
        f"X-{number}",
    ]


def _spoil(cells: list[Any], chance: Random) -> set[str]:
    """Now and then something is wrong; which fields."""
    if chance.random() > 0.12:
        return set()
    wrong = chance.choice(("owner", "status", "due_on", "title", "partners", "percent"))
    at = {"title": 1, "owner": 2, "partners": 3, "due_on": 4, "status": 5, "percent": 6}
    cells[at[wrong]] = {
        "title": "",
        "owner": chance.choice(_UNKNOWN),
        "partners": "Atlantis",
        "due_on": chance.choice(("soon", "31.02.2017", "12.04.1916")),
        "status": "yellowish",
        "percent": "a bit",
    }[wrong]
    return {wrong}


def _again(cells: list[Any], row: int, chance: Random) -> list[Any]:
    """The same activity once more, with another reply."""
    due = f"{date(2016, 9, 1) + timedelta(days=chance.randrange(90)):%Y-%m-%d}"
    return [*cells[:7], f"{due}: and in row {row} this", *cells[8:]]


_FORMS: tuple[Callable[[date], Any], ...] = (
    lambda day: f"{day:%d.%m.%Y}",
    lambda day: f"{day:%d/%m/%y}",
    lambda day: day.isoformat(),
    lambda day: f"{day.day} {day:%B} {day.year}",
    lambda day: day,
)


def _written(cell: Any) -> str:
    return f"{cell:%d.%m.%Y}" if isinstance(cell, date) else str(cell)

"""Files and bodies that were made to cost as much as they can, at the largest size."""

import base64
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from uuid import UUID

from faults.fault import SQLITE, FaultContext, Finding, NotRun, fault, require
from service.http_api.http_examples import served
from service.imports.files.test_workbooks import sheet_of
from starlette.testclient import TestClient
from systems import BERLIN_DETAILS, SECRETARIAT, do

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.roles import Role
from bsm_service.application.system import System
from bsm_service.documents import parsing_limits as parsing
from bsm_service.documents.media_types import media_type_of
from bsm_service.imports.choices import ImportChoices
from bsm_service.imports.file_import import preview_import
from bsm_service.imports.list_reading import ImportFile
from bsm_service.imports.rows.activity_list import ACTIVITY_LIST
from bsm_service.meetings.commands import AnnounceMeeting
from bsm_service.settings.settings import Settings

LARGEST = Settings().evidence_limit
BODY = Settings().body_limit
# Of memory that one file or body may take while it is read, in MB.
MOST_MEMORY = 400
# What is done sooner is too short for its growth to be told from what it costs anyhow.
_SHORT = 0.2
MOST_GROWTH = 3.5  # a square grows four times
_TRIES = 3
HEAD = "Activity,Owner,Partners,Due,Status,Remarks\n"

Made = Callable[[int], bytes]


def filled(text: str, size: int, head: str = "") -> bytes:
    """Text again and again, after a head, as long as there is room."""
    begin = head.encode()
    piece = text.encode()
    return begin + piece * ((size - len(begin)) // len(piece))


def rows(row: Callable[[int], str], size: int) -> bytes:
    """Rows of a tracker, each made from its number: so many as are imported at once."""
    result = [HEAD, *(row(number) + "\n" for number in range(ACTIVITY_LIST.max_rows))]
    return "".join(result).encode()[:size].rpartition(b"\n")[0]


def _row(**cells: str) -> Callable[[int], str]:
    """Of cells in which % is the row's number."""
    values = {"activity": "Maps %", "owner": "AT", "due": "30.09.2027"} | cells
    order = ("activity", "owner", "partners", "due", "status", "remarks")
    line = ",".join(f'"{values[name]}"' if values.get(name) else "" for name in order)
    return lambda number: line.replace("%", str(number))


CSV: Mapping[str, Made] = {
    "quotation marks": lambda size: filled('"', size),
    "quotation marks after a comma": lambda size: filled('"', size, ',"a",'),
    "quotation marks and commas": lambda size: filled('",', size),
    "quoted line breaks": lambda size: filled('"\n"', size, HEAD),
    "delimiters": lambda size: filled(",", size),
    "newlines": lambda size: filled("\n", size),
    "carriage returns": lambda size: filled("\r", size, HEAD),
    "NULs": lambda size: filled("\x00", size),
    "byte order marks": lambda size: filled("\ufeff", size),
    "one long line": lambda size: filled("x", size),
    "spaces": lambda size: filled(" ", size, HEAD),
    "one cell of 50,000 spaces": lambda _: f"{HEAD}a{' ' * 49_998}b,AT\n".encode(),
    "cells of spaces": lambda size: filled(f"a{' ' * 1_900}b,AT,\n", size, HEAD),
    "partners of spaces": lambda size: rows(
        _row(partners="a" + " " * (size // 5_100) + "b"), size
    ),
    "letters of no encoding": lambda size: b"Activity,Owner\n\xff" * (size // 16),
    "UTF-16": lambda size: ("Activity,Owner\n" * (size // 30)).encode("utf-16"),
    "owners that nobody knows": lambda size: rows(
        _row(owner="N% " + "n" * (size // 5_100)), size
    ),
    "partners that nobody knows": lambda size: rows(
        _row(partners=";".join(f"n%{at}" for at in range(size // 110_000))), size
    ),
    "marks upon a letter": lambda size: rows(
        _row(owner="a" + "\u0345\u0300\u0316" * (size // 32_000)), size
    ),
    "cells of marks": lambda size: filled(
        "Maps,a" + "\u0345\u0300\u0316" * 16_000 + "\n", size, HEAD
    ),
    "days in remarks": lambda size: rows(
        _row(remarks="1.1.2016: a " * (size // 61_000)), size
    ),
    "half days in remarks": lambda size: rows(
        _row(remarks="1.1.2016 " * (size // 46_000)), size
    ),
    "replies in all rows": lambda size: rows(
        _row(remarks="1.1.16:a;" * min(199, size // 50_000)), size
    ),
    "one activity in all rows": lambda size: rows(
        _row(activity="Maps", remarks="1.1.2016: a% " * (size // 75_000)), size
    ),
    "words of no encoding": lambda size: (
        b"Activity,Owner\n"
        + b"".join(
            b"\xb3%d\xff\xe6 \xa5%d\xfe\n" % (at, at) for at in range(size // 22)
        )
    ),
    "zeros after newlines": lambda size: filled("\n\x00", size),
    "control characters": lambda size: rows(
        _row(remarks="\x07\u200e" * (size // 31_000)), size
    ),
    "columns of days": lambda size: _columns_of_days(size),
    "placeholders": lambda size: filled("n/a,-,TBD,\u2013,N/A,k.A.\n", size, HEAD),
    "digits for days": lambda size: rows(_row(due="1" * (size // 5_200)), size),
}


def _columns_of_days(size: int) -> bytes:
    """As many dates as there may be, some of both orders."""
    head = "Activity,Owner," + ",".join(["Reply date"] * 190)
    dates = ",".join(["03/04/2016", "13/04/2016", "04/13/2016"] * 63)
    line = f"Maps,AT,{dates}\n"
    return f"{head}\n{line * min(size // len(line), ACTIVITY_LIST.max_rows)}".encode()


def _of_cells(cell: str, size: int, after: str = "") -> bytes:
    """A sheet of as many rows of 100 such cells as there is room for."""
    line = "<row>" + cell * 100 + "</row>"
    return sheet_of(line * (size // 4 // 302) + after)


def _dense(elements: int) -> bytes:
    line = "<row>" + "<c><v>1</v></c>" * 100 + "</row>"
    return sheet_of(line * (elements // 201))


def _archive(parts: Mapping[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def _far(size: int) -> bytes:
    return sheet_of(
        f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{size // 250}">'
        f'<c r="CV{size // 250}"><v>1</v></c></row>'
    )


XLSX: Mapping[str, Made] = {
    "errors": lambda size: _of_cells('<c t="e"><v>#N/A</v></c>', size),
    "formulas without a result": lambda size: _of_cells("<c><f>A1</f></c>", size),
    "formulas of many pieces": lambda size: sheet_of(
        '<row><c t="str"><f>A1</f><v>' + "&amp;" * (size // 2) + "</v></c></row>"
    ),
    "rows after the last value": lambda _: sheet_of(
        '<row r="1048576"><c r="A1048576"><f>A1</f></c></row>'
    ),
    "cells": lambda size: _dense(size // 4),
    "a far cell": _far,
    "a text that cells share": lambda size: sheet_of(
        "<row>" + '<c t="s"><v>0</v></c>' * (size // 10_100) + "</row>",
        f"<si><t>{'x' * 49_000}</t></si>",
    ),
    "shared texts": lambda size: sheet_of(
        "<row>" + '<c t="s"><v>1</v></c>' * 100 + "</row>",
        "<si><t>x</t></si>" * (size // 20),
    ),
    "elements within one another": lambda size: sheet_of(
        "<a>" * (size // 7) + "</a>" * (size // 7)
    ),
    "attributes": lambda size: sheet_of(
        "<row" + "".join(f' a{at}="1"' for at in range(size // 12)) + "/>"
    ),
    "a part of zeros": lambda size: _archive(
        {"xl/workbook.xml": b"<a/>", "xl/a.xml": bytes(size * 5)}
    ),
    "many parts": lambda size: _archive(
        {f"xl/{at}.xml": b"<a/>" for at in range(size // 1_100)}
    ),
    "spaces": lambda size: sheet_of(" " * (size * 4)),
    "comments": lambda size: sheet_of("<!---->" * (size * 4 // 7)),
    "texts of many pieces": lambda size: sheet_of(
        '<row><c t="s"><v>0</v></c></row>',
        "<si>" + "<r><t>&amp;</t></r>" * (size // 20) + "</si>",
    ),
}

JSON: Mapping[str, Made] = {
    "lists within one another": lambda size: b"[" * size,
    "objects within one another": lambda size: b'{"a":' * (size // 5),
    "unknown fields": lambda size: json.dumps(
        {f"a{at}": 1 for at in range(size // 13)}
    ).encode(),
    "digits": lambda size: b'{"file":' + b"1" * (size - 9) + b"}",
    "escapes": lambda size: b'{"file":"' + rb"\u0000" * (size // 6 - 4) + b'"}',
    "empty lists": lambda size: b"[" + b"[]," * (size // 3 - 2) + b"[]]",
    "rows of unknown fields": lambda size: json.dumps(
        {"delegates": [{f"a{at}": 1 for at in range(30)}] * (size // 270)}
    ).encode(),
    "numbers": lambda size: b"[" + b"1," * (size // 2 - 2) + b"1]",
}


@dataclass
class Most:
    """The largest figure so far, and of what it is."""

    figure: float = 0.0
    of: str = ""

    def note(self, figure: float, of: str) -> None:
        if figure > self.figure:
            self.figure, self.of = figure, of


@dataclass
class Trial:
    """What may be asked with a file or a body, and what it cost at most."""

    system: System
    meeting: UUID
    client: TestClient
    seconds: Most
    growth: Most
    memory: Most

    def preview(self, data: bytes, ending: str) -> None:
        file = ImportFile(data=data, extension=ending)
        with suppress(DomainError):
            preview_import(
                ACTIVITY_LIST,
                self.system,
                SECRETARIAT,
                self.meeting,
                file,
                ImportChoices(),
            )

    def sort(self, data: bytes, ending: str) -> None:
        with suppress(DomainError):
            media_type_of(data, ending)

    def post(self, path: str, body: bytes) -> None:
        headers = {"Content-Type": "application/json"}
        response = self.client.post(f"/api/v1{path}", content=body, headers=headers)
        require(response.status_code < 500, f"{path} answered {response.status_code}")

    def weigh(
        self, name: str, content: Made, request: Callable[[bytes], None], limit: int
    ) -> None:
        """The largest against half of it. What seems to have grown is done again: the
        machine may have been busy with something else.
        """
        for _ in range(_TRIES):
            (before, _unused), (seconds, memory) = (
                _cost(request, content(size)) for size in (limit // 2, limit)
            )
            if seconds <= max(_SHORT, before * MOST_GROWTH):
                break
        self.seconds.note(seconds, name)
        self.memory.note(memory, name)
        require(seconds <= parsing.MAX_SECONDS, f"{name} took {seconds:.1f} s")
        require(memory <= MOST_MEMORY, f"{name} took {memory} MB")
        if seconds > _SHORT:
            self.growth.note(seconds / before, name)
            require(
                seconds <= before * MOST_GROWTH,
                f"{name}: {before:.2f} s for half, {seconds:.2f} s for the whole",
            )


def _cost(request: Callable[[bytes], None], data: bytes) -> tuple[float, int]:
    """Seconds of this process's work, and MB of memory beyond what was held before."""
    Path("/proc/self/clear_refs").write_text("5")  # forgets the highest so far
    before, began = _memory("VmRSS"), process_time()
    request(data)
    return process_time() - began, _memory("VmHWM") - before


def _memory(name: str) -> int:
    outcomes = Path("/proc/self/status").read_text()
    return int(outcomes.partition(f"{name}:")[2].split()[0]) // 1_024


@fault(
    "hostile files",
    SQLITE,
    invariant="twice the size is about twice the work; within 20 s and 400 MB each",
    report_only=[SQLITE],
)
def hostile_files(context: FaultContext) -> Finding:
    if not Path("/proc/self/clear_refs").exists():
        raise NotRun("only Linux tells the most memory that was held")
    with served(context.place()) as it:
        system, meeting = it.system, context.command_id()
        do(system, AnnounceMeeting(meeting_id=meeting, details=BERLIN_DETAILS))
        client = it.as_(Role.SECRETARIAT)
        trial = Trial(system, meeting, client, Most(), Most(), Most())
        for kind, of, ending in (("CSV", CSV, "csv"), ("XLSX", XLSX, "xlsx")):
            for name, content in of.items():
                for how in (trial.preview, trial.sort):
                    trial.weigh(
                        f"{kind} of {name}",
                        content,
                        lambda data, how=how, ending=ending: how(data, ending),
                        LARGEST,
                    )
        preview = f"/meetings/{meeting}/imports/activities/preview"
        bulk = f"/meetings/{meeting}/registrations/bulk"
        places = (("/meetings", BODY), (bulk, BODY * 8), (preview, LARGEST))
        for name, content in JSON.items():
            for path, limit in places:
                trial.weigh(
                    f"JSON of {name}",
                    content,
                    lambda body, path=path: trial.post(path, body),
                    limit,
                )
        trial.weigh(
            "a file in base64",
            lambda size: json.dumps(
                {"file": base64.b64encode(filled('"', size)).decode()}
            ).encode(),
            lambda body: trial.post(preview, body),
            LARGEST,
        )
    return Finding(
        f"{len(CSV) + len(XLSX)} files, {len(JSON) + 1} bodies, at the largest size",
        f"at most {trial.seconds.figure:.1f} s ({trial.seconds.of}), "
        f"{trial.growth.figure:.1f} times for twice ({trial.growth.of}), "
        f"{trial.memory.figure:.0f} MB ({trial.memory.of})",
    )

"""What costs as much as it can to parse: CSV, XLSX and JSON of a size, by name."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping

from service.imports.files.test_workbooks import sheet_of

from bsm_service.imports.commands import MAX_ROWS

HEAD = "Activity,Owner,Partners,Due,Status,Remarks\n"

MakeContent = Callable[[int], bytes]


def filled(text: str, size: int, head: str = "") -> bytes:
    """Text again and again, after a head, as long as there is room."""
    begin = head.encode()
    piece = text.encode()
    return begin + piece * ((size - len(begin)) // len(piece))


def rows(row: Callable[[int], str], size: int) -> bytes:
    """Rows of a tracker, each made from its number: so many as are imported at once."""
    result = [HEAD, *(row(number) + "\n" for number in range(MAX_ROWS))]
    return "".join(result).encode()[:size].rpartition(b"\n")[0]


def _row(**cells: str) -> Callable[[int], str]:
    """Of cells in which % is the row's number."""
    values = {"activity": "Maps %", "owner": "AT", "due": "30.09.2027"} | cells
    order = ("activity", "owner", "partners", "due", "status", "remarks")
    line = ",".join(f'"{values[name]}"' if values.get(name) else "" for name in order)
    return lambda number: line.replace("%", str(number))


CSV: Mapping[str, MakeContent] = {
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
    return f"{head}\n{line * min(size // len(line), MAX_ROWS)}".encode()


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


XLSX: Mapping[str, MakeContent] = {
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

JSON: Mapping[str, MakeContent] = {
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

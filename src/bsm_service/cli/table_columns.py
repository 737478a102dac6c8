"""The columns of a list in a terminal: which there are, and which of them fit."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rich.cells import cell_len

from bsm_service.application.record_list import RecordList
from bsm_service.cli.console import console
from bsm_service.documents.spreadsheets import fields_of

_WRAPPED_COLUMNS = ("sentence", "text", "name", "status")
# Widths, in characters: of an id, of a column whose texts are not wrapped, of the
# longest word that one with wrapped texts makes room for; between columns and beside
# all of them.
ID_WIDTH = 36
_MAX_WIDTH = 30
_MAX_WORD_WIDTH = 20
_GAP, _MARGIN = 3, 2


def terminal_columns(record_list: RecordList) -> tuple[str, ...]:
    """What a terminal shows as far as it fits: the columns that the list chooses, or
    its fields in their order, but for the version, the ids of other things, and names
    beside their codes.
    """
    names = fields_of(record_list.item)
    return record_list.columns or tuple(
        name
        for name in names
        if name != "version"
        and not name.endswith("_id")
        and not (name.endswith("_name") and name.removesuffix("_name") in names)
    )


def columns_that_fit(
    columns: tuple[str, ...], displayed: Sequence[Any], first_width: int
) -> tuple[str, ...]:
    """The first columns, as many as are wide enough for their contents side by side;
    the first of all in any case.
    """
    width = _MARGIN - _GAP
    for number, name in enumerate(columns):
        texts = [name.replace("_", " "), *_texts_in(name, displayed)]
        if number == 0 or is_wrapped(name, displayed):
            words = [word for text in texts for word in text.split()]
            least_width = min(max(map(cell_len, words)), _MAX_WORD_WIDTH)
        else:
            least_width = max(map(cell_len, texts))
        width += _GAP + (first_width if number == 0 and first_width else least_width)
        if number > 0 and width > console.width:
            return columns[:number]
    return columns


def is_wrapped(name: str, displayed: Sequence[Any]) -> bool:
    """Whether a column's texts are long enough to go over several lines."""
    return name in _WRAPPED_COLUMNS or any(
        cell_len(text) > _MAX_WIDTH for text in _texts_in(name, displayed)
    )


def _texts_in(name: str, displayed: Sequence[Any]) -> list[str]:
    """What a column's cells say."""
    return [format_value(getattr(row, name, None)) for row in displayed]


def format_value(value: Any) -> str:
    """A value in the terminal; times are in UTC."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case str():
            return str(value)
        case Sequence():
            return ", ".join(map(format_value, value))
    return str(value)

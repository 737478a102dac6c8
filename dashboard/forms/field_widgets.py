"""One field of a form: its widget, and what is wrong with it, beside it."""

from collections.abc import Callable
from datetime import date, datetime, time
from operator import attrgetter
from typing import Any

import streamlit as st

from dashboard.components import html
from dashboard.components.templates import render
from dashboard.forms import submit, texts
from dashboard.forms.form import FieldKind, FormField

_FIRST_DAY, _LAST_DAY = date(1990, 1, 1), date(2999, 12, 31)
_PERCENT_STEPS = tuple(range(0, 100, 10))


def _percent(field: FormField, key: str) -> None:
    """Buttons, one for each percentage. They are outside the form, because they
    determine which other fields are shown.
    """
    steps = sorted({*_PERCENT_STEPS, field.value} - {100, None})
    selected = field.value if field.value in steps else None
    st.pills(
        field.label,
        steps,
        default=selected,
        required=selected is not None,  # a second tap on the choice must not undo it
        format_func=lambda step: f"{step}%",
        key=key,
    )


def show_error(sentence: str) -> None:
    """Shows an error, which a screen reader announces immediately."""
    st.html(render("components/text.html", "alert", sentence))


def show_field(field: FormField, key: str) -> None:
    """The field's widget, under the key with which its value is read."""
    if field.heading is not None:
        st.html(html.paragraphs("above", field.heading))
    _WIDGETS[field.kind](field, key)


def _label(field: FormField) -> str:
    return f"{field.label} ({texts.OPTIONAL})" if field.optional else field.label


# No text is cut short or kept out by its length: whoever pastes one that is too long is
# told so when they send it.


def _line(field: FormField, key: str) -> None:
    # What a browser remembers of other people is not theirs to suggest.
    st.text_input(
        _label(field),
        field.value or "",
        help=field.help,
        key=key,
        autocomplete="off",
    )


def _text(field: FormField, key: str) -> None:
    st.text_area(
        _label(field),
        field.value or "",
        help=field.help,
        key=key,
        height=field.height or 96,
    )


def _lines(field: FormField, key: str) -> None:
    """Several texts, one per line."""
    st.text_area(
        _label(field),
        "\n".join(_row_text(field, row) for row in field.value or ()),
        help=field.help or texts.ONE_PER_LINE,
        key=key,
        height=192,
    )


def _rows(field: FormField, key: str) -> None:
    """Rows, one per line, below the names of their columns."""
    columns = [column.label for column in field.columns]
    st.html(html.paragraphs("above", texts.row_format(columns)))
    _lines(field, key)


def _row_text(field: FormField, row: Any) -> str:
    """A row as people type it: "AT; participating State; Austria"."""
    if isinstance(row, str):
        return row
    values = (attrgetter(column.name)(row) for column in field.columns)
    return "; ".join("" if value is None else str(value) for value in values)


def _number(field: FormField, key: str) -> None:
    st.number_input(
        _label(field),
        min_value=field.minimum,
        max_value=field.maximum,
        value=field.value,
        step=1,
        help=field.help,
        key=key,
    )


def _time(field: FormField, key: str) -> None:
    # Without limits, it takes no day that is more than ten years away.
    st.datetime_input(
        _label(field),
        field.value,
        min_value=datetime.combine(_FIRST_DAY, time.min),
        max_value=datetime.combine(_LAST_DAY, time.max),
        format="DD.MM.YYYY",
        help=field.help,
        key=key,
    )


def _date(field: FormField, key: str) -> None:
    st.date_input(
        _label(field),
        field.value,
        min_value=_FIRST_DAY,
        max_value=_LAST_DAY,
        format="DD.MM.YYYY",
        help=field.help,
        key=key,
    )


def _checkbox(field: FormField, key: str) -> None:
    st.checkbox(field.label, value=bool(field.value), help=field.help, key=key)


def _choice(field: FormField, key: str) -> None:
    names = dict(field.options)
    codes = list(names)
    # With one choice there is nothing to choose.
    only = codes[0] if len(codes) == 1 else None
    value = field.value or only
    st.selectbox(
        _label(field),
        codes,
        filter_mode="contains",
        index=codes.index(value) if value in codes else None,
        format_func=lambda code: names.get(code, code),
        placeholder="Please choose",
        help=field.help,
        key=key,
    )


def _choices(field: FormField, key: str) -> None:
    names = dict(field.options)
    st.multiselect(
        _label(field),
        list(names),
        filter_mode="contains",
        select_all=False,
        default=[code for code in field.value or () if code in names],
        format_func=lambda code: names.get(code, code),
        placeholder="None",
        help=field.help,
        key=key,
    )


def _file(field: FormField, key: str) -> None:
    st.file_uploader(
        f"{_label(field)}, {texts.size_limit(submit.max_upload_bytes())}",
        max_upload_size=max(submit.max_upload_bytes() // 1_000_000, 1),
        help=field.help,
        key=key,
    )


_WIDGETS: dict[FieldKind, Callable[[FormField, str], None]] = {
    FieldKind.LINE: _line,
    FieldKind.TEXT: _text,
    FieldKind.DATE: _date,
    FieldKind.LINES: _lines,
    FieldKind.ROWS: _rows,
    FieldKind.NUMBER: _number,
    FieldKind.TIME: _time,
    FieldKind.WALL_TIME: _time,
    FieldKind.CHECKBOX: _checkbox,
    FieldKind.FILE: _file,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.PERCENT: _percent,
}

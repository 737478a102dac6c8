"""The choices of the importer: the sheet, which column is which field, what words mean,
and who may see what is stored.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import Any

import streamlit as st

from bsm_domain.foundation.formatting import count_of
from bsm_domain.foundation.values import DelegateFunction, MatterAudience
from bsm_service.imports.columns.fields import EXPORTED_FIELDS
from bsm_service.imports.delegates.report import DelegateReport
from bsm_service.imports.files.file_format import (
    DayOrder,
    Delimiter,
    DetectedProperty,
    DetectionSource,
    Encoding,
    FileFormat,
)
from bsm_service.imports.importable_lists import ImportableList
from bsm_service.imports.list_reading import FileHeadings
from bsm_service.imports.report import ImportReport, UnknownValue
from bsm_service.imports.stored_mappings import ListKind
from bsm_service.imports.texts import format_sentences
from bsm_service.imports.values.statuses import STATUSES
from dashboard.components import html
from dashboard.data.page_context import PageContext
from dashboard.forms import field_widgets
from dashboard.imports import import_session, texts
from dashboard.imports.import_session import Upload
from dashboard.shell.callback_checks import checked
from dashboard.widgets.headings import show_heading

_MAX_UNKNOWN = 20


def show_sheet(upload: Upload) -> None:
    if len(upload.sheets) < 2:
        return
    read = upload.headings.format.sheet if upload.headings else None
    hidden = {sheet.name for sheet in upload.sheets if sheet.is_hidden}
    select(
        "Sheet",
        [sheet.name for sheet in upload.sheets],
        upload.choices.sheet or (read.value if read else None),
        lambda name: f"{name} (hidden)" if name in hidden else name,
        lambda name: upload.set_options(sheet=name),
        "import-sheet",
    )


def show_file_format(upload: Upload, day_order: Mapping[str, DetectedProperty]) -> None:
    """How the file is read, and the choices for it: delimiter and encoding of a text
    file, the order of days, and texts that mean an empty cell.
    """
    file_format = upload.headings.format if upload.headings else FileFormat()
    file_format = file_format.model_copy(update={"day_order": day_order})
    choices: dict[str, tuple[str, type[StrEnum]]] = {}
    if not upload.sheets:
        choices["delimiter"] = texts.DELIMITER, Delimiter
        choices["encoding"] = texts.ENCODING, Encoding
    if day_order or getattr(upload.choices, "day_order", None):
        choices["day_order"] = texts.DAY_ORDER, DayOrder
    is_assumed = upload.headings is None or any(
        detected is not None and detected.source == DetectionSource.ASSUMED
        for detected in (file_format.encoding, *day_order.values())
    )
    show_heading(texts.FILE_FORMAT, format_sentences(file_format))
    with (
        st.expander(
            texts.OTHER_FORMAT,
            expanded=is_assumed,
            type="compact",
            key=f"import-format-{is_assumed}",
        ),
        st.container(horizontal=True),
    ):
        for name, (label, options) in choices.items():
            select(
                label,
                ["", *map(str, options)],
                getattr(upload.choices, name) or "",
                lambda value: value or texts.DETECTED_FORMAT,
                partial(_set_format, upload, name, options),
                f"import-{name}",
            )
        st.session_state["import-empty"] = "; ".join(upload.choices.empty)
        st.text_input(
            texts.EMPTY,
            help=texts.EMPTY_HELP,
            key="import-empty",
            width=240,
            on_change=checked(partial(_set_empty_texts, upload)),
        )


def _set_empty_texts(upload: Upload) -> None:
    empty_texts = str(st.session_state["import-empty"]).split(";")
    upload.set_options(empty=tuple(filter(None, map(str.strip, empty_texts))))


def _set_format(upload: Upload, name: str, options: type[StrEnum], value: str) -> None:
    upload.set_options(**{name: options(value) if value else None})


def show_columns(page: PageContext, upload: Upload, headings: FileHeadings) -> None:
    """Which column is which field; those that are never imported cannot be one."""
    never = getattr(headings, "never_imported", ())
    show_heading(
        texts.COLUMNS_HEADING,
        texts.matched_columns(headings),
    )
    if headings.missing:
        field_widgets.show_error(texts.missing_columns([*headings.missing]))
        if "owner" in headings.missing:
            show_owner(page, upload)
    options = ["", *(field.name for field in upload.listed.fields)]
    used = {*headings.fields.values()}
    options += [
        list_field.name for list_field in EXPORTED_FIELDS if list_field.name in used
    ]
    with (
        st.expander(
            "Fields of the columns",
            expanded=bool(headings.missing),
            type="compact",
            key=f"import-columns-{bool(headings.missing)}",
        ),
        st.container(horizontal=True),
    ):
        for index, (text, field) in enumerate(headings.fields.items()):
            if text in never:
                continue
            select(
                text,
                options,
                field,
                texts.field_name,
                partial(upload.set_meaning, "columns", text),
                f"import-column-{index}",
            )


def show_unknown_values(
    page: PageContext, upload: Upload, report: ImportReport | DelegateReport
) -> None:
    """Values that are not understood, and the meanings chosen so far."""
    choices, listed = upload.choices, upload.listed
    kinds: Sequence[tuple[str, Sequence[UnknownValue], dict[str, str]]] = [
        (kind, getattr(report, kind), _meanings(page, listed, kind))
        for kind in listed.mapping_types
        if kind != "columns"
    ]
    has_owner = getattr(choices, "owner", None) is not None
    if not has_owner and not any(
        unknown or getattr(choices, kind) for kind, unknown, _ in kinds
    ):
        return
    show_heading(texts.UNKNOWN_VALUES, texts.UNKNOWN_VALUES_MEASURE)
    for kind, unknown, meanings in kinds:
        chosen = getattr(choices, kind)
        with st.container(horizontal=True, key=f"import-{kind}"):
            for text in chosen:
                _show_meaning(upload, kind, text, meanings)
            for value in unknown[:_MAX_UNKNOWN]:
                if value.said not in chosen:
                    _show_meaning(upload, kind, value.said, meanings, value)
            if kind == "delegations" and _has_owners(upload) and (unknown or has_owner):
                show_owner(page, upload)
        if len(unknown) > _MAX_UNKNOWN:
            text = texts.shown_of_total(_MAX_UNKNOWN, len(unknown), "unknown values")
            st.html(html.paragraphs("measure", text))


def _has_owners(upload: Upload) -> bool:
    return "owner" in upload.listed.choices.model_fields


def _meanings(page: PageContext, listed: ImportableList, kind: str) -> dict[str, str]:
    """What texts of a kind can mean, with the label of each."""
    if kind == "statuses":
        return {status: status for status in STATUSES}
    if kind == "functions":
        return {function: function for function in DelegateFunction}
    is_tracker = listed.kind is ListKind.ACTIVITIES
    none = texts.NO_DELEGATION if is_tracker else texts.NEW_DELEGATION
    return {**import_session.delegation_names(page.viewer), "": none}


def show_retitled(upload: Upload, report: ImportReport) -> None:
    """Whether rows whose number has another title on record are that activity."""
    if not (report.retitled or upload.choices.retitled):
        return
    select(
        texts.RETITLED_LABEL,
        list(texts.RETITLED_OPTIONS),
        texts.RETITLED_OPTIONS[upload.choices.retitled],
        str,
        lambda choice: upload.set_options(
            retitled=choice == texts.RETITLED_OPTIONS[True]
        ),
        "import-retitled",
    )


def show_owner(page: PageContext, upload: Upload) -> None:
    """Who owns rows without a known owner."""
    names_by_code = import_session.delegation_names(page.viewer)
    select(
        texts.OWNER_LABEL,
        ["", *names_by_code],
        upload.choices.owner or "",
        lambda code: names_by_code.get(code, texts.NO_OWNER),
        lambda code: upload.set_options(owner=code or None),
        "import-owner",
    )


def _show_meaning(
    upload: Upload,
    kind: str,
    text: str,
    meanings: dict[str, str],
    unknown: UnknownValue | None = None,
) -> None:
    """The meaning that was chosen for a text, or the choice for an unknown one."""
    likely = [code for code in unknown.proposals if code in meanings] if unknown else []
    in_rows = f" ({count_of(unknown.rows, 'row')})" if unknown else ""
    select(
        f"“{text[:60]}”{in_rows}",
        [*likely, *(code for code in meanings if code not in likely)],
        getattr(upload.choices, kind).get(text),
        lambda code: meanings.get(code, code),
        partial(upload.set_meaning, kind, text),
        f"import-{kind}-{text[:200]}",
        placeholder="choose" if not likely else f"probably {meanings[likely[0]]}",
    )


def show_audience(upload: Upload) -> None:
    """Who may see the activities that are stored."""
    select(
        texts.AUDIENCE_LABEL,
        list(texts.AUDIENCE_NAMES),
        upload.choices.audience,
        lambda name: texts.AUDIENCE_NAMES[MatterAudience(name)],
        lambda name: upload.set_options(audience=name),
        "import-audience",
    )


def select(
    label: str,
    options: Sequence[str],
    value: str | None,
    label_of: Callable[[str], str],
    on_change: Callable[[Any], None],
    key: str,
    placeholder: str | None = None,
) -> None:
    """A select box whose value is stored in the upload."""
    # What the widget holds may be of an earlier file.
    st.session_state[key] = str(value) if value in options else None
    st.selectbox(
        texts.escape_markdown(label),
        list(options),
        # What is chosen can be changed, not cleared.
        index=0 if value in options else None,
        format_func=label_of,
        placeholder=placeholder or "choose",
        key=key,
        width=240,
        on_change=checked(lambda: on_change(st.session_state[key])),
    )

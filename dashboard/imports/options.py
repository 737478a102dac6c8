"""What the viewer says of a file: its sheet, which column is which field, what words
mean, and who may see what is stored.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import Any

import streamlit as st

from bsm_domain.foundation.plurals import count_of
from bsm_service.imports import texts as imports_texts
from bsm_service.imports.file_import import FileHeadings
from bsm_service.imports.files.file_format import (
    DayOrder,
    Delimiter,
    DetectedProperty,
    DetectionSource,
    Encoding,
    FileFormat,
)
from bsm_service.imports.report import ImportReport, UnknownValue
from dashboard.components import html
from dashboard.data.page_context import Scene
from dashboard.forms import field_widgets
from dashboard.imports import texts as dashboard_texts
from dashboard.imports import uploads
from dashboard.imports.uploads import Upload
from dashboard.shell.access_checks import checked
from dashboard.widgets.headings import heading

_MOST_UNKNOWN = 20


def sheet(upload: Upload) -> None:
    if len(upload.sheets) < 2:
        return
    read = upload.headings.format.sheet if upload.headings else None
    hidden = {one.name for one in upload.sheets if one.is_hidden}
    _choice(
        "Sheet",
        [one.name for one in upload.sheets],
        upload.choices.sheet or (read.value if read else None),
        lambda name: f"{name} (hidden)" if name in hidden else name,
        lambda name: upload.choose(sheet=name),
        "import-sheet",
    )


def file_format(upload: Upload, day_order: Mapping[str, DetectedProperty]) -> None:
    """How the file is read, and what of that can be chosen: delimiter and encoding of a
    text file, the order of days, and what means an empty cell.
    """
    read = upload.headings.format if upload.headings else FileFormat()
    read = read.model_copy(update={"day_order": day_order})
    kinds: dict[str, tuple[str, type[StrEnum]]] = {}
    if not upload.sheets:
        kinds["delimiter"] = dashboard_texts.DELIMITER, Delimiter
        kinds["encoding"] = dashboard_texts.ENCODING, Encoding
    if day_order or upload.choices.day_order:
        kinds["day_order"] = dashboard_texts.DAY_ORDER, DayOrder
    is_unsure = upload.headings is None or any(
        one is not None and one.source == DetectionSource.ASSUMED
        for one in (read.encoding, *day_order.values())
    )
    heading(dashboard_texts.FILE_FORMAT, imports_texts.format_sentences(read))
    with (
        st.expander(
            dashboard_texts.READ_OTHERWISE,
            expanded=is_unsure,
            type="compact",
            key=f"import-format-{is_unsure}",
        ),
        st.container(horizontal=True),
    ):
        for name, (label, options) in kinds.items():
            _choice(
                label,
                ["", *map(str, options)],
                getattr(upload.choices, name) or "",
                dashboard_texts.format_choice,
                partial(_choose_format, upload, name, options),
                f"import-{name}",
            )
        st.session_state["import-empty"] = "; ".join(upload.choices.empty)
        st.text_input(
            dashboard_texts.EMPTY,
            help=dashboard_texts.EMPTY_HELP,
            key="import-empty",
            width=240,
            on_change=checked(partial(_choose_empty, upload)),
        )


def _choose_empty(upload: Upload) -> None:
    texts = str(st.session_state["import-empty"]).split(";")
    upload.choose(empty=tuple(filter(None, map(str.strip, texts))))


def _choose_format(
    upload: Upload, name: str, options: type[StrEnum], value: str
) -> None:
    upload.choose(**{name: options(value) if value else None})


def columns(scene: Scene, upload: Upload, headings: FileHeadings) -> None:
    heading(
        dashboard_texts.COLUMNS,
        dashboard_texts.matched(headings),
    )
    if headings.missing:
        field_widgets.complaint(dashboard_texts.missing([*headings.missing]))
        if "owner" in headings.missing:
            owner(scene, upload)
    options = ["", *(field.name for field in uploads.FIELDS)]
    used = {*headings.fields.values()}
    options += [one.name for one in uploads.OWN_FIELDS if one.name in used]
    with (
        st.expander(
            "Columns and what they are",
            expanded=bool(headings.missing),
            type="compact",
            key=f"import-columns-{bool(headings.missing)}",
        ),
        st.container(horizontal=True),
    ):
        for number, (written, field) in enumerate(headings.fields.items()):
            _choice(
                written,
                options,
                field,
                dashboard_texts.field,
                partial(upload.say, "columns", written),
                f"import-column-{number}",
            )


def unknown(scene: Scene, upload: Upload, found: ImportReport) -> None:
    """What stands in the file and is not understood; and what was said of it."""
    names = uploads.delegations(scene.look)
    said = upload.choices
    kinds: Sequence[tuple[str, Sequence[UnknownValue], dict[str, str]]] = (
        (
            "delegations",
            found.delegations,
            {**names, "": dashboard_texts.NO_DELEGATION},
        ),
        ("statuses", found.statuses, {one: one for one in uploads.STATUSES}),
    )
    has_owner = said.owner is not None
    if not has_owner and not any(
        unknown or getattr(said, what) for what, unknown, _ in kinds
    ):
        return
    heading(dashboard_texts.UNKNOWN, dashboard_texts.UNKNOWN_MEASURE)
    for what, unknown, meanings in kinds:
        told = getattr(said, what)
        asked: list[tuple[str, str | None, int, Sequence[str]]] = [
            (one, told[one], 0, ()) for one in told
        ]
        asked += [
            (one.said, None, one.rows, one.proposals)
            for one in unknown[:_MOST_UNKNOWN]
            if one.said not in told
        ]
        with st.container(horizontal=True, key=f"import-{what}"):
            for written, means, rows, proposals in asked:
                _meaning(upload, what, written, means, rows, proposals, meanings)
            if what == "delegations" and (unknown or has_owner):
                owner(scene, upload)
        if len(unknown) > _MOST_UNKNOWN:
            shown = dashboard_texts.first(
                _MOST_UNKNOWN, len(unknown), "that are unknown"
            )
            st.html(html.paragraphs("measure", shown))


def retitled(upload: Upload, found: ImportReport) -> None:
    """What rows are whose number is on record under another title."""
    if not (found.retitled or upload.choices.retitled):
        return
    _choice(
        dashboard_texts.RETITLED,
        list(dashboard_texts.RETITLED_ROWS),
        dashboard_texts.retitled(upload.choices.retitled),
        str,
        lambda chosen: upload.choose(retitled=chosen == dashboard_texts.retitled(True)),
        "import-retitled",
    )


def owner(scene: Scene, upload: Upload) -> None:
    """Whose the rows are that name nobody who is known."""
    names = uploads.delegations(scene.look)
    _choice(
        dashboard_texts.OWNER,
        ["", *names],
        upload.choices.owner or "",
        lambda code: names.get(code, dashboard_texts.NOBODY),
        lambda code: upload.choose(owner=code or None),
        "import-owner",
    )


def _meaning(
    upload: Upload,
    what: str,
    written: str,
    means: str | None,
    rows: int,
    proposals: Sequence[str],
    meanings: dict[str, str],
) -> None:
    first = [code for code in proposals if code in meanings]
    options = [*first, *(code for code in meanings if code not in first)]
    in_rows = f" ({count_of(rows, 'row')})" if rows else ""
    _choice(
        f"“{written[:60]}”{in_rows}",
        options,
        means,
        lambda code: meanings.get(code, code),
        partial(upload.say, what, written),
        f"import-{what}-{written[:200]}",
        placeholder="is…" if not first else f"perhaps {meanings[first[0]]}",
    )


def audience(upload: Upload) -> None:
    """Who may see what is stored."""
    _choice(
        dashboard_texts.AUDIENCE,
        list(dashboard_texts.AUDIENCES),
        upload.choices.audience,
        dashboard_texts.audience,
        lambda one: upload.choose(audience=one),
        "import-audience",
    )


def _choice(
    label: str,
    options: Sequence[str],
    chosen: str | None,
    shown: Callable[[str], str],
    take: Callable[[Any], None],
    key: str,
    placeholder: str | None = None,
) -> None:
    """A select box whose choice is kept elsewhere than in itself."""
    # What the widget holds may be of an earlier file.
    st.session_state[key] = str(chosen) if chosen in options else None
    st.selectbox(
        dashboard_texts.as_written(label),
        list(options),
        # What is chosen can be changed, not cleared.
        index=0 if chosen in options else None,
        format_func=shown,
        placeholder=placeholder or "choose",
        key=key,
        width=240,
        on_change=checked(lambda: take(st.session_state[key])),
    )

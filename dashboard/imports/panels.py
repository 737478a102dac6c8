"""The page Import: a file, what it says, what would become of its rows, and storing it.

All of it lies outside of what is redrawn when the record moves, and what was chosen is
kept in the session.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

import streamlit as st

from bsm_domain.foundation.plurals import count_of
from bsm_service.imports import texts as imports_texts
from bsm_service.imports.report import ImportReport
from dashboard.components import html
from dashboard.components.html import Column
from dashboard.data.page_context import Scene
from dashboard.forms import field_widgets, uploaded_files
from dashboard.imports import differences, options, saved_mappings, uploads
from dashboard.imports import texts as dashboard_texts
from dashboard.imports.uploads import Upload
from dashboard.shell import address, layout
from dashboard.shell.access_checks import checked
from dashboard.widgets import tables
from dashboard.widgets.headings import empty, heading

_UPLOAD, _ROUND, _TAKEN = "import", "import-round", "import-taken"
_ENDINGS = ["csv", "tsv", "txt", "xlsx", "xlsm", "xltx", "xltm"]
_MOST_SHOWN = 20
_COMPLAINTS = (Column("Row", numeric=True), Column("Field"), Column("Why"))
_MERGES = (Column("Row", numeric=True), Column("Merged into"))


def headline(scene: Scene) -> None:
    if scene.meeting is None:
        st.html(html.headline("Nothing can be imported yet."))
        empty(dashboard_texts.NO_MEETING)
        return
    known = uploads.on_record(scene.look, scene.meeting.id)
    st.html(html.headline(dashboard_texts.headline(scene.meeting, known)))
    if scene.frozen:
        st.html(html.paragraphs("past", dashboard_texts.PAST))


def steps(scene: Scene) -> None:
    """The way of a file to the record, as far as it has come."""
    if scene.meeting is None or scene.frozen:
        return
    upload, meeting = _chosen_file(scene), UUID(scene.meeting.id)
    if upload is None:
        empty(dashboard_texts.NOTHING_YET)
        saved_mappings.remembered(scene)
        return
    if upload.wanted and upload.done is None:
        with _progress() as told:
            uploads.store(upload, meeting, told)
        if upload.done is not None:
            _let_go(upload)
    if upload.done is not None:
        _result(scene, upload, upload.done)
        return
    uploads.match(upload)
    options.sheet(upload)
    if upload.headings is not None and not upload.headings.missing:
        _find(upload, meeting)
    known = upload.found if upload.is_looked_at(meeting) else None
    options.file_format(upload, known.format.day_order if known else {})
    if upload.headings is not None:
        options.columns(scene, upload, upload.headings)
        if not upload.headings.missing:
            _look(scene, upload)
    if upload.refusal is not None:
        field_widgets.complaint(upload.refusal)


def _chosen_file(scene: Scene) -> Upload | None:
    """The file that was chosen now or before."""
    with st.container(key="import-file-of"):
        sent = st.file_uploader(
            "A tracker of follow-up activities",
            type=_ENDINGS,
            max_upload_size=max(1, uploads.most_bytes() // 1_000_000),
            key=f"import-file-{st.session_state.get(_ROUND, 0)}",
        )
        st.html(
            html.paragraphs(
                "measure",
                dashboard_texts.limits(uploads.most_bytes(), uploads.MOST_ROWS),
            )
        )
    held: Upload | None = st.session_state.get(_UPLOAD)
    if sent is not None and sent.file_id != st.session_state.get(_TAKEN):
        if held is not None:
            _let_go(held)
        held = Upload(scene.look.principal, sent.file_id, sent.name, sent.getvalue())
        st.session_state[_UPLOAD], st.session_state[_TAKEN] = held, sent.file_id
    if held is None or held.by != scene.look.principal:
        return None
    # Chosen before the viewer went to another page.
    if sent is None and held.done is None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(html.paragraphs("about", f"{held.name}, chosen before"))
            st.button(
                dashboard_texts.ANOTHER,
                key="import-again",
                on_click=checked(_begin_again),
            )
    return held


def _let_go(upload: Upload) -> None:
    """What is shown from now on was found in it before."""
    uploaded_files.let_go(upload.file_id)
    upload.data = b""


def _begin_again() -> None:
    held: Upload | None = st.session_state.pop(_UPLOAD, None)
    if held is not None:
        _let_go(held)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _find(upload: Upload, meeting: UUID) -> None:
    if not upload.is_looked_at(meeting):
        with _progress() as told:
            uploads.look(upload, meeting, told)


def _look(scene: Scene, upload: Upload) -> None:
    found = upload.found
    if found is None:
        return
    options.unknown(scene, upload, found)
    options.retitled(upload, found)
    heading(dashboard_texts.PREVIEW, f"{upload.name}; nothing is stored yet")
    options.audience(upload)
    _sentence(found)
    differences.differences(scene, upload, found)
    _buttons(upload, found)
    _rows(scene, found)


def _sentence(found: ImportReport) -> None:
    """What adds up, and what else should be known."""
    st.html(html.paragraphs("about", imports_texts.report_summary(found)))
    read = () if found.is_preview else (imports_texts.format_sentences(found.format),)
    notes = (
        *read,
        *imports_texts.omission_sentences(found),
        *map(imports_texts.mapping_text, found.remembered),
        *found.notes,
        *dashboard_texts.seen_by(found),
    )
    if notes:
        st.html(html.paragraphs("measure", *notes))


def _rows(scene: Scene, found: ImportReport) -> None:
    """Every row that is not stored as it stands."""
    if found.complaints:
        _listed(
            scene,
            "refused-rows",
            "Rows that are refused",
            _COMPLAINTS,
            [
                [
                    str(one.row),
                    dashboard_texts.FIELDS.get(one.field, one.field),
                    one.says,
                ]
                for one in found.complaints
            ],
        )
    if found.merges:
        with st.expander(
            f"{count_of(found.merged, 'row')} merged into others",
            type="compact",
            key="import-merges",
        ):
            _listed(
                scene,
                "merged-rows",
                "Rows that are merged",
                _MERGES,
                [[str(one.row), one.into] for one in found.merges],
            )


def _listed(
    scene: Scene,
    name: str,
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
) -> None:
    st.html(html.table(caption, columns, rows[:_MOST_SHOWN]))
    if len(rows) > _MOST_SHOWN:
        shown = dashboard_texts.first(
            _MOST_SHOWN, len(rows), "lines; download the list to see all"
        )
        st.html(html.paragraphs("measure", shown))
    with st.container(horizontal=True):
        tables.download(scene, name, caption, columns, rows)


def _buttons(upload: Upload, found: ImportReport) -> None:
    new = found.stored + found.changed
    everything = new > 0 and not found.refused
    with st.container(horizontal=True):
        st.button(
            dashboard_texts.store(found),
            key="import-all",
            type="primary" if everything else "secondary",
            disabled=not everything,
            on_click=checked(_want),
            args=(upload, False),
        )
        if found.refused and new:
            rows = count_of(new + found.merged, "valid row")
            st.button(
                f"Store the {rows}",
                key="import-valid",
                type="primary",
                on_click=checked(_want),
                args=(upload, True),
            )
    if not everything:
        st.html(html.paragraphs("measure", dashboard_texts.cannot(found)))


def _want(upload: Upload, only_valid: bool) -> None:
    if upload.choices.only_valid != only_valid:
        upload.choices = upload.choices.model_copy(update={"only_valid": only_valid})
    upload.refusal, upload.wanted = None, True


def _result(scene: Scene, upload: Upload, done: ImportReport) -> None:
    heading(dashboard_texts.DONE, upload.name)
    _sentence(done)
    with st.container(horizontal=True, vertical_alignment="center"):
        for page, label in (
            (layout.FOLLOW_UP, "See them in Follow-up"),
            (layout.HISTORY, "Facts of the import"),
        ):
            query = {"kind": "activity"} if page == layout.HISTORY else {}
            st.page_link(page, label=label, query_params=address.with_everywhere(query))
        st.button(
            dashboard_texts.ANOTHER, key="import-next", on_click=checked(_begin_again)
        )
    differences.differences(scene, upload, done)
    _rows(scene, done)


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int | None], None]]:
    """A bar while rows are looked at and stored; gone when it is done."""
    place = st.empty()
    last: tuple[str, int] | None = None

    def told(step: str, at: int, of: int | None) -> None:
        nonlocal last
        hundredth = 100 if not of else at * 100 // of
        if (step, hundredth) != last:
            last = step, hundredth
            much = f" {at:,} of {of:,}" if of else ""
            place.progress(hundredth, f"{step.capitalize()}{much} …")

    try:
        yield told
    finally:
        place.empty()

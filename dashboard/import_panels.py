"""The page Import: a file, what it says, what would become of its rows, and storing it.

All of it lies outside of what is redrawn when the record moves, and what was chosen is
kept in the session.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any
from uuid import UUID

import streamlit as st

from bsm_service.imports import Headings, Reconciliation, Unknown
from dashboard import (
    address,
    form_fields,
    frame,
    import_wording,
    importing,
    markup,
    tables,
    wording,
)
from dashboard.importing import Upload
from dashboard.markup import Column
from dashboard.panels import empty, heading
from dashboard.scene import Scene

_UPLOAD, _ROUND, _TAKEN = "import", "import-round", "import-taken"
_ENDINGS = ["csv", "tsv", "txt", "xlsx"]
_MOST_SHOWN = 20
_MOST_UNKNOWN = 20
_COMPLAINTS = (Column("Row", numeric=True), Column("Field"), Column("Why"))
_MERGES = (Column("Row", numeric=True), Column("Merged into"))


def headline(scene: Scene) -> None:
    if scene.meeting is None:
        st.html(markup.headline("Nothing can be imported yet."))
        empty(import_wording.NO_MEETING)
        return
    known = importing.on_record(scene.look, scene.meeting.id)
    st.html(markup.headline(import_wording.headline(scene.meeting, known)))
    if scene.frozen:
        st.html(markup.paragraphs("past", import_wording.PAST))


def steps(scene: Scene) -> None:
    """The way of a file to the record, as far as it has come."""
    if scene.meeting is None or scene.frozen:
        return
    upload, meeting = _chosen_file(scene), UUID(scene.meeting.id)
    if upload is None:
        empty(import_wording.NOTHING_YET)
        return
    if upload.wanted and upload.done is None:
        with _progress() as told:
            importing.store(upload, meeting, told)
    if upload.done is not None:
        _result(scene, upload, upload.done)
        return
    importing.match(upload)
    _sheet(upload)
    if upload.headings is not None:
        _columns(upload, upload.headings)
        if not upload.headings.missing:
            _look(scene, upload, meeting)
    if upload.refusal is not None:
        form_fields.complaint(upload.refusal)


def _chosen_file(scene: Scene) -> Upload | None:
    """The file that was chosen now or before."""
    with st.container(key="import-file-of"):
        sent = st.file_uploader(
            "A tracker of follow-up activities",
            type=_ENDINGS,
            max_upload_size=max(1, importing.most_bytes() // 1_000_000),
            key=f"import-file-{st.session_state.get(_ROUND, 0)}",
        )
        st.html(
            markup.paragraphs(
                "measure",
                import_wording.limits(importing.most_bytes(), importing.MOST_ROWS),
            )
        )
    held: Upload | None = st.session_state.get(_UPLOAD)
    if sent is not None and sent.file_id != st.session_state.get(_TAKEN):
        held = Upload(scene.look.principal, sent.name, sent.getvalue())
        st.session_state[_UPLOAD], st.session_state[_TAKEN] = held, sent.file_id
    if held is None or held.by != scene.look.principal:
        return None
    if sent is None:  # chosen before the viewer went to another page
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(markup.paragraphs("about", f"{held.name}, chosen before"))
            st.button(import_wording.ANOTHER, key="import-again", on_click=_begin_again)
    return held


def _begin_again() -> None:
    st.session_state.pop(_UPLOAD, None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _sheet(upload: Upload) -> None:
    if len(upload.sheets) < 2:
        return
    _choice(
        "Sheet",
        upload.sheets,
        upload.choices.sheet or upload.sheets[0],
        lambda name: name,
        lambda name: upload.choose(sheet=name),
        "import-sheet",
    )


def _columns(upload: Upload, headings: Headings) -> None:
    heading(
        import_wording.COLUMNS,
        import_wording.matched(headings),
    )
    if headings.missing:
        form_fields.complaint(import_wording.missing([*headings.missing]))
    options = ["", *(field.name for field in importing.FIELDS)]
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
                import_wording.field,
                partial(upload.say, "columns", written),
                f"import-column-{number}",
            )


def _look(scene: Scene, upload: Upload, meeting: UUID) -> None:
    if not upload.is_looked_at(meeting):
        with _progress() as told:
            importing.look(upload, meeting, told)
    found = upload.found
    if found is None:
        return
    _unknown(scene, upload, found)
    heading(import_wording.PREVIEW, f"{upload.name}; nothing is stored yet")
    _sentence(found)
    _buttons(upload, found)
    _rows(scene, found)


def _unknown(scene: Scene, upload: Upload, found: Reconciliation) -> None:
    """What stands in the file and is not understood; and what was said of it."""
    names = importing.delegations(scene.look)
    said = upload.choices
    kinds: Sequence[tuple[str, Sequence[Unknown], dict[str, str]]] = (
        ("delegations", found.delegations, names),
        ("statuses", found.statuses, {one: one for one in importing.STATUSES}),
    )
    if not any(unknown or getattr(said, what) for what, unknown, _ in kinds):
        return
    heading(import_wording.UNKNOWN, import_wording.UNKNOWN_MEASURE)
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
        if len(unknown) > _MOST_UNKNOWN:
            shown = import_wording.first(
                _MOST_UNKNOWN, len(unknown), "that are unknown"
            )
            st.html(markup.paragraphs("measure", shown))


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
    in_rows = f" ({wording.count(rows, 'row')})" if rows else ""
    _choice(
        f"“{written[:60]}”{in_rows}",
        options,
        means,
        lambda code: meanings.get(code, code),
        partial(upload.say, what, written),
        f"import-{what}-{written[:200]}",
        placeholder="is…" if not first else f"perhaps {meanings[first[0]]}",
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
    st.selectbox(
        import_wording.as_written(label),
        list(options),
        index=options.index(chosen) if chosen in options else None,
        format_func=shown,
        placeholder=placeholder or "choose",
        key=key,
        width=240,
        on_change=lambda: take(st.session_state[key]),
    )


def _sentence(found: Reconciliation) -> None:
    """What adds up, and what else should be known."""
    st.html(markup.paragraphs("about", import_wording.reconciled(found)))
    if found.notes:
        st.html(markup.paragraphs("measure", *found.notes))


def _rows(scene: Scene, found: Reconciliation) -> None:
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
                    import_wording.FIELDS.get(one.field, one.field),
                    one.says,
                ]
                for one in found.complaints
            ],
        )
    if found.merges:
        with st.expander(
            f"{wording.count(found.merged, 'row')} merged into others",
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
    st.html(markup.table(caption, columns, rows[:_MOST_SHOWN]))
    if len(rows) > _MOST_SHOWN:
        shown = import_wording.first(_MOST_SHOWN, len(rows), "lines; the file has all")
        st.html(markup.paragraphs("measure", shown))
    tables.download(scene, name, caption, columns, rows)


def _buttons(upload: Upload, found: Reconciliation) -> None:
    everything = found.stored > 0 and not found.refused
    with st.container(horizontal=True):
        st.button(
            import_wording.STORE_ALL,
            key="import-all",
            type="primary" if everything else "secondary",
            disabled=not everything,
            on_click=_want,
            args=(upload, False),
        )
        if found.refused and found.stored:
            rows = wording.count(found.stored + found.merged, "valid row")
            st.button(
                f"Store the {rows}",
                key="import-valid",
                type="primary",
                on_click=_want,
                args=(upload, True),
            )
    if not everything:
        st.html(markup.paragraphs("measure", import_wording.cannot(found)))


def _want(upload: Upload, only_valid: bool) -> None:
    if upload.choices.only_valid != only_valid:
        upload.choices = upload.choices.model_copy(update={"only_valid": only_valid})
    upload.refusal, upload.wanted = None, True


def _result(scene: Scene, upload: Upload, done: Reconciliation) -> None:
    heading(import_wording.DONE, upload.name)
    _sentence(done)
    with st.container(horizontal=True, vertical_alignment="center"):
        for page, label in (
            (frame.FOLLOW_UP, "See them in Follow-up"),
            (frame.HISTORY, "Facts of the import"),
        ):
            query = {"kind": "activity"} if page == frame.HISTORY else {}
            st.page_link(page, label=label, query_params=address.with_everywhere(query))
        st.button(import_wording.ANOTHER, key="import-next", on_click=_begin_again)
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
            much = f" {wording.number(at)} of {wording.number(of)}" if of else ""
            place.progress(hundredth, f"{step.capitalize()}{much} …")

    try:
        yield told
    finally:
        place.empty()

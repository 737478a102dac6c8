"""The table beside every figure: readable on a phone, exported with its notice."""

import csv
import io
from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import address, data, markup, wording
from dashboard.markup import Column
from dashboard.scene import Scene

HISTORY = "app_pages/history.py"


def table_and_facts(
    scene: Scene,
    name: str,
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    facts: Mapping[str, str | None],
) -> None:
    """What a figure was drawn from, folded away, with its export and its facts."""
    # A closed table is not sent: with every new fact, it would be, to every viewer.
    folded = st.expander(
        f"Table and facts: {caption[:1].lower()}{caption[1:]}",
        expanded=address.asked(address.TABLE) == name,
        type="compact",
        key=f"table-{name}",
        on_change="rerun",
    )
    if not folded.open:
        return
    with folded:
        st.html(markup.table(caption, columns, rows))
        with st.container(horizontal=True, vertical_alignment="center"):
            download(scene, name, caption, columns, rows)
            st.page_link(
                HISTORY,
                label="Facts behind this",
                query_params=address.with_everywhere(facts),
            )


def download(
    scene: Scene,
    name: str,
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
) -> None:
    """The table as a file for spreadsheets."""
    st.download_button(
        "Download as CSV",
        lambda: export(scene, columns, rows),
        file_name=f"{name}-{scene.look.moment.position}.csv",
        mime="text/csv",
        key=f"export-{name}",
        on_click="ignore",
        help=f"{caption}, as a table for spreadsheets",
    )


def export(
    scene: Scene, columns: Sequence[Column], rows: Sequence[Sequence[str]]
) -> bytes:
    """A CSV file whose first line says what is invented, and of which moment it is."""
    out = io.StringIO()
    out.write(f"# {provenance(scene)}\r\n")
    writer = csv.writer(out)
    writer.writerow([column.title for column in columns])
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def provenance(scene: Scene) -> str:
    moment = scene.look.moment
    at = wording.moment(moment.at)
    said = [data.notice() or "", f"As known at position {moment.position} ({at})."]
    return " ".join(text for text in said if text).replace("\n", " ")


def _harmless(cell: str) -> str:
    """Spreadsheets run cells that look like formulas; a quotation mark stops them."""
    cell = cell.replace(wording.THIN_SPACE, "")
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell

"""What the lists of the page Queue have in common: names, pages, files."""

from collections.abc import Mapping, Sequence

import streamlit as st

from bsm_domain.foundation import formatting
from bsm_projections.registration.decisions.queries import registrations_among
from bsm_projections.registration.read_model import Registration
from bsm_service.vault.personal_data_reader import VisiblePerson
from dashboard.components import html as components_html
from dashboard.data import personal_data
from dashboard.data.page_context import PageContext
from dashboard.people import texts as people_texts
from dashboard.registration.decisions.selection import AFTER, PER_PAGE
from dashboard.widgets import pagination
from dashboard.widgets.tables import FileRows, show_downloads

MOST_IN_A_FILE = 10_000


def read_registrations(
    page: PageContext, ids: Sequence[str]
) -> dict[str, Registration]:
    found = page.viewer.fetch("read.registrations", registrations_among, tuple(ids))
    return {registration.id: registration for registration in found}


def people_of(
    page: PageContext, rows: Sequence[Registration]
) -> Mapping[str, VisiblePerson]:
    return personal_data.people_of_registrations(
        page.viewer,
        rows,
        purpose="registrations that wait for the secretariat",
        place="page Queue",
    )


def name_of(person: VisiblePerson | None) -> str:
    return str(person.name) if person else people_texts.NAME_TO_FOLLOW


def show_page_buttons(next_key: tuple[object, ...] | None, total: int) -> None:
    if total <= PER_PAGE:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        following = None if next_key is None else ".".join(map(str, next_key))
        pagination.show_buttons_from(AFTER, following, "queue")
        text = f"{formatting.format_number(total)} in total"
        st.html(components_html.paragraphs("measure", text))


def show_files(page: PageContext, name: str, rows: FileRows) -> None:
    with st.container(horizontal=True, key=f"{name}-files"):
        show_downloads(page, name, "This list", rows)

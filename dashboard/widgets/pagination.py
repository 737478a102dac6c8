"""Pages of a list; the current one stands in the address."""

import streamlit as st

from bsm_domain.foundation import formatting
from dashboard.components import html
from dashboard.shell import address
from dashboard.shell.callback_checks import checked

PAGE = "page"


def requested_page() -> int:
    """The page in the address, from 0; the first if the value makes no sense."""
    text = address.parameter(PAGE) or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0


def first_row(page: int, total: int, size: int) -> int:
    """Where in the list the page begins, which is the last one at most."""
    return min(page, max(total - 1, 0) // size) * size


def show_page_buttons(first: int, total: int, size: int, key: str) -> None:
    """Buttons to the previous and the next page, if any."""
    if total <= size:
        return
    page = first // size
    with st.container(horizontal=True, vertical_alignment="center"):
        if page:
            st.button(
                "Previous page",
                key=f"{key}-back",
                on_click=checked(go_to_page),
                args=(page - 1,),
            )
        if first + size < total:
            st.button(
                "Next page",
                key=f"{key}-next",
                on_click=checked(go_to_page),
                args=(page + 1,),
            )
        last = min(first + size, total)
        text = (
            f"{formatting.format_number(first + 1)} to {formatting.format_number(last)}"
        )
        st.html(
            html.paragraphs("measure", f"{text} of {formatting.format_number(total)}")
        )


def go_to_page(page: int) -> None:
    address.set_parameter(PAGE, str(page) if page else None)


def go_to_first_page() -> None:
    """For filters whose change makes the page number meaningless."""
    go_to_page(0)

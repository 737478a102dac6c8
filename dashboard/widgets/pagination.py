"""Pages of a list; the current one stands in the address."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import streamlit as st

from bsm_domain.foundation import formatting
from dashboard.components import html
from dashboard.shell import address
from dashboard.shell.callback_checks import checked

PAGE = "page"

T = TypeVar("T")


def requested_page() -> int:
    """The page in the address, from 0; the first if the value makes no sense."""
    text = address.parameter(PAGE) or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0


def first_row(page: int, total: int, size: int) -> int:
    """Where in the list the page begins, which is the last one at most."""
    return min(page, max(total - 1, 0) // size) * size


@contextmanager
def page_of(items: Sequence[T], size: int, key: str) -> Iterator[Sequence[T]]:
    """The items of the requested page. Below what is drawn of them stand buttons to
    the previous and the next page, if any.
    """
    first = first_row(requested_page(), len(items), size)
    yield items[first : first + size]
    if len(items) > size:
        _show_page_buttons(first, len(items), size, key)


def _show_page_buttons(first: int, total: int, size: int, key: str) -> None:
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


def show_search(label: str, key: str) -> None:
    """A field for what is looked for, which never stands in the address."""
    st.text_input(
        label,
        key=key,
        width=280,
        autocomplete="off",
        on_change=checked(go_to_first_page),
    )


def show_buttons_from(
    name: str,
    following: str | None,
    key: str,
    first_label: str = "First page",
    next_label: str = "Next page",
) -> None:
    """Buttons for a list whose address has in `name` where its page begins; `following`
    is where the next one does.
    """
    for button, label, value, is_shown in (
        ("first", first_label, None, bool(address.parameter(name))),
        ("next", next_label, following, following is not None),
    ):
        if is_shown:
            st.button(
                label,
                key=f"{key}-{button}",
                on_click=checked(address.set_parameter),
                args=(name, value),
            )

"""Two versions of a text side by side, chosen in the address."""

import streamlit as st

from dashboard.agreement import comparison_texts, selection
from dashboard.agreement.comparison import shown_comparison
from dashboard.agreement.selection import DecisionSelection
from dashboard.components.templates import render
from dashboard.shell import address
from dashboard.widgets.headings import show_empty_state, show_heading

# More changes than these are not found at a glance.
_FEW_CHANGES = 3


def is_requested() -> bool:
    """Whether the address asks for a comparison in place of the text."""
    return any(address.parameter(name) for name in (selection.FROM, selection.TO))


def address_of(selected: DecisionSelection, earlier: int, later: int) -> str:
    values = {selection.FROM: str(earlier), selection.TO: str(later)}
    return selection.link_address(selected.decision.id, **values)


def show_comparison(selected: DecisionSelection) -> None:
    """The versions that the address names; the last two where it makes no sense."""
    versions = selected.details.versions
    if len(versions) < 2:
        show_empty_state(comparison_texts.ONE_VERSION)
        _show_way_back(selected)
        return
    last = len(versions)
    later = _version(selection.TO, last, 2, last)
    earlier = _version(selection.FROM, later - 1, 1, later - 1)
    compared = shown_comparison(versions[earlier - 1].text, versions[later - 1].text)
    show_heading(compared.title, comparison_texts.measure(earlier, later))
    for label, numbers, chosen in (
        (comparison_texts.EARLIER, range(1, last), earlier),
        (comparison_texts.LATER, range(2, last + 1), later),
    ):
        is_earlier = label == comparison_texts.EARLIER
        options = [
            (
                str(number),
                address_of(selected, number, max(later, number + 1))
                if is_earlier
                else address_of(selected, min(earlier, number - 1), number),
                number == chosen,
            )
            for number in numbers
        ]
        if len(options) > 1:
            st.html(render("agreement/decision.html", "choices", label, options))
    if compared.changes > _FEW_CHANGES:
        places = [
            (str(n), f"#change-{n}", False) for n in range(1, compared.changes + 1)
        ]
        label = comparison_texts.CHANGES
        st.html(render("agreement/decision.html", "choices", label, places))
    _show_way_back(selected)
    st.html(render("agreement/decision.html", "compared", compared, has_anchors=True))


def _version(name: str, default: int, lowest: int, highest: int) -> int:
    """The number in the address, if there is such a version."""
    text = address.parameter(name) or ""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0
    return number if lowest <= number <= highest else default


def _show_way_back(selected: DecisionSelection) -> None:
    back = selection.link_address(selected.decision.id)
    text = comparison_texts.WAY_BACK
    st.html(render("components/text.html", "link_line", text, back))

"""Controls whose value stands in the address. `forget` are names in the address that
lose their meaning when the value changes; a `default` is not written to it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from dashboard.shell import address
from dashboard.shell.callback_checks import checked

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2999, 12, 31)


def choose_one(
    name: str,
    label: str,
    options: Mapping[str, str],
    value: str | None,
    *forget: str,
    default: str | None = None,
    **appearance: Any,
) -> None:
    """A select box; `options` are labels by value."""
    st.selectbox(
        label,
        list(options),
        filter_mode="contains",
        # The address may have another one.
        format_func=lambda option: options.get(option, option),
        **appearance,
        **address.bind_widget(
            name, value, lambda chosen: None if chosen == default else chosen, *forget
        ),
    )


def choose_delegation(
    name: str,
    names: Mapping[str, str],
    value: str | None,
    *forget: str,
    label: str = "Delegation",
    **appearance: Any,
) -> None:
    """A select box of delegations by name; one in the address that is unknown comes
    first.
    """
    codes = sorted(names, key=names.__getitem__)
    if value is not None and value not in names:
        codes = [value, *codes]
    labels = {code: f"{names.get(code, 'unknown')} ({code})" for code in codes}
    choose_one(name, label, labels, value, *forget, **appearance)


def choose_some(
    name: str,
    label: str,
    options: Mapping[str, str],
    values: Sequence[str],
    *forget: str,
    **appearance: Any,
) -> None:
    """A select box of several values, which the address separates by commas."""
    st.multiselect(
        label,
        list(options),
        filter_mode="contains",
        select_all=False,
        format_func=options.__getitem__,
        **appearance,
        **address.bind_widget(
            name, list(values), lambda chosen: ",".join(chosen) or None, *forget
        ),
    )


def choose_segment(
    name: str,
    label: str,
    options: Mapping[Any, str],
    value: str,
    *forget: str,
    default: str | None = None,
    **appearance: Any,
) -> None:
    """Few values beside each other."""
    st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        **appearance,
        **address.bind_widget(
            name, value, lambda chosen: None if chosen == default else chosen, *forget
        ),
    )


def choose_whether(
    name: str,
    label: str,
    value: bool,
    *forget: str,
    written: str = "yes",
    **appearance: Any,
) -> None:
    """A checkbox; the address has what is `written` while it is checked."""
    st.checkbox(
        label,
        **appearance,
        **address.bind_widget(
            name, value, lambda is_checked: written if is_checked else None, *forget
        ),
    )


def choose_day(
    name: str,
    label: str,
    value: date | None,
    *forget: str,
    first: date = FIRST_DAY,
    last: date = LAST_DAY,
    default: date | None = None,
    **appearance: Any,
) -> None:
    st.date_input(
        label,
        min_value=first,
        max_value=last,
        format="DD.MM.YYYY",
        **appearance,
        **address.bind_widget(
            name,
            value,
            lambda day: None if day is None or day == default else day.isoformat(),
            *forget,
        ),
    )


def show_clear_button(key: str, names: Sequence[str]) -> None:
    """A button that takes filters out of the address."""

    def clear() -> None:
        for name in names:
            address.set_parameter(name, None)

    st.button("Clear filters", key=key, on_click=checked(clear))

"""Drafts: unsent entries of a form, stored in the person's own browser.

Nothing is lost if the connection fails, the tab is closed or the phone goes to sleep:
the page offers to continue. Nothing is submitted automatically or stored for longer
than a week, and signing out deletes drafts.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Any
from uuid import UUID

import streamlit as st

from bsm_service.access.permissions import Principal
from dashboard.components.browser_component import browser_component
from dashboard.shell.callback_checks import checked

# Longer than any text that a form takes; what is longer was not written by our script.
_MAX_CHARACTERS = 60_000
_PERCENT = range(101)
_SEARCH_KEY, _FOUND_KEY = "draft-look", "draft-found"
_DISCARD_KEY, _DISCARDED_KEY = "draft-forget", "draft-forgotten"


_COMPONENT = browser_component(Path(__file__).with_name("browser") / "drafts.js")


@dataclass(frozen=True, slots=True)
class Draft:
    """The unsent entries about `subject_id` in the form called `label`, opened with the
    button at `button_place`.
    """

    subject_id: str
    button_place: str
    label: str
    texts: Mapping[str, str]
    percent: int | None

    @property
    def key(self) -> str:
        """The key of the draft: different for each subject and button."""
        return f"{self.subject_id}:{self.button_place}"


def save_while_typing(
    principal: Principal,
    draft: Draft,
    keys: Sequence[tuple[str, str]],
) -> None:
    """Makes the browser store the entries of an open form. `keys` maps the names of
    fields to the keys of their widgets.
    """
    _COMPONENT(
        key="draft-kept",
        data={
            "mode": "keep",
            "key": draft.key,
            "whose": _viewer_hash(principal),
            "thing": draft.subject_id,
            "place": draft.button_place,
            "label": draft.label,
            "percent": draft.percent,
            "fields": {name: _as_class(key) for name, key in keys},
        },
        on_found_change=checked(lambda: None, in_use=False),
        height=1,
    )


def find_draft(principal: Principal) -> Draft | None:
    """The draft that the browser has stored, if any, on a page without an open form."""
    _COMPONENT(
        key="draft-sought",
        data={
            "mode": "find",
            "whose": _viewer_hash(principal),
            "look": _search_token(),
            "forget": st.session_state.get(_DISCARD_KEY),
            "forgotten": st.session_state.get(_DISCARDED_KEY, 0),
        },
        on_found_change=checked(_store_found, in_use=False),
        height=1,
    )
    stored = st.session_state.get(_FOUND_KEY)
    return _parse_draft(stored, principal) if stored else None


def search_again() -> None:
    """Makes the browser look for drafts again, because a form was closed."""
    st.session_state[_SEARCH_KEY] = token_hex(4)


def _search_token() -> str:
    """A value that changes when the browser must look again; also with each new
    session, because a page continues with a new one after a restart of the server.
    """
    if _SEARCH_KEY not in st.session_state:
        search_again()
    return str(st.session_state[_SEARCH_KEY])


def discard(key: str) -> None:
    """Deletes a draft that was submitted or is not needed; there may be others."""
    st.session_state[_DISCARD_KEY] = key
    st.session_state[_DISCARDED_KEY] = st.session_state.get(_DISCARDED_KEY, 0) + 1
    st.session_state.pop(_FOUND_KEY, None)
    search_again()


def _store_found() -> None:
    # What was found while a form was opened arrives when nothing looks for it any more.
    component_state = st.session_state.get("draft-sought")
    st.session_state[_FOUND_KEY] = (
        component_state.get("found") if component_state else None
    )


def _parse_draft(stored: object, principal: Principal) -> Draft | None:
    """A draft sent by the browser, or None if its content is not valid."""
    if not isinstance(stored, str) or len(stored) > _MAX_CHARACTERS:
        return None
    try:
        draft: Any = json.loads(stored)
        texts, percent = dict(draft["texts"]), draft["percent"]
        subject_id = str(UUID(draft["thing"]))
        button_place, label = str(draft["place"]), str(draft["label"])
        if draft["whose"] != _viewer_hash(principal):
            return None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return Draft(
        subject_id,
        button_place,
        label,
        texts={str(name): str(text) for name, text in texts.items()},
        percent=percent if isinstance(percent, int) and percent in _PERCENT else None,
    )


def _viewer_hash(principal: Principal) -> str:
    viewer = f"{principal.account}|{principal.role}|{principal.delegation}"
    return sha256(viewer.encode()).hexdigest()[:16]


def _as_class(key: str) -> str:
    """The CSS class that Streamlit gives the element with a key."""
    return re.sub(r"[^a-zA-Z0-9_-]", "-", key)

"""HTML about people. Values in, text out."""

from collections.abc import Sequence
from html import escape

from bsm_projections.engine.sealed_texts import ERASED_TEXT, UNAVAILABLE_TEXT
from bsm_service.vault.personal_data_reader import VisiblePerson
from dashboard.people import texts

_UNREADABLE = {
    ERASED_TEXT: "These data were erased; nobody can read them any more",
    UNAVAILABLE_TEXT: "These data cannot be read at present; they are not lost",
}


def personal_text(text: str | None) -> str:
    """A text of somebody's; a quiet badge in place of one that cannot be read."""
    if text in _UNREADABLE:
        return (
            f'<span class="bsm-gone" title="{_UNREADABLE[text]}">{escape(text)}</span>'
        )
    return escape(text or "")


def person_name(person: VisiblePerson | None) -> str:
    """A name; or that it is still to come."""
    if person is None:
        return f'<span class="bsm-gone">{texts.NAME_TO_FOLLOW}</span>'
    return personal_text(person.name)


def person_card(
    person: VisiblePerson,
    delegation: str,
    notes: Sequence[str],
    *,
    in_full: bool = False,
    with_data_link: bool = False,
) -> str:
    """Somebody with their post; `in_full` with what else the viewer may see, and
    `with_data_link` with the way to all that is held of them.
    """
    notes_line = [text for text in (texts.post_text(person), *notes) if text]
    rows = texts.contact_rows(person) if in_full else []
    items = "".join(
        f"<div><dt>{escape(term)}</dt><dd>{personal_text(text)}</dd></div>"
        for term, text in rows
    )
    notes_html = escape(" · ".join(notes_line))
    details_html = f'<dl class="bsm-told-of">{items}</dl>' if rows else ""
    if with_data_link:
        details_html += _data_link(person.id)
    return (
        f'<div class="bsm-person"><p><b>{personal_text(person.name)}</b> '
        f'<span class="bsm-of">{escape(delegation)}</span></p>'
        f"<small>{notes_html}</small>{details_html}</div>"
    )


def own_data_link() -> str:
    """The way to everything that is held about the viewer."""
    return (
        '<p class="bsm-more"><a href="/api/v1/me/data.pdf" target="_blank">Everything '
        "that is held about you, and who has read it (PDF)</a>"
        '<a href="/account" target="_self">My account</a></p>'
    )


def _data_link(id: str) -> str:
    """The same of somebody who asks the secretariat."""
    return (
        f'<p class="bsm-more"><a href="/api/v1/participants/{escape(id)}/data.pdf" '
        'target="_blank">All that is held of this person (PDF)</a></p>'
    )

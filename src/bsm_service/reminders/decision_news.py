"""One e-mail of everything that one person is told of decisions at a time: forty
positions that were recorded at once are one list, not forty e-mails.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

SubjectAndBody = tuple[str, str]

_MAX_ENTRIES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionNews:
    """What one person is told of one decision. By itself it has a `subject`; among
    others it stands under a `heading`, sorted by `order`. `text` says what happened or
    will, `advice` what happens if nobody does anything, and `action` what can be done
    at `address`.
    """

    subject: str
    heading: str
    order: tuple[datetime, int]
    text: str
    advice: str
    action: str
    address: str


def news_email(news: Sequence[DecisionNews], all_decisions: str) -> SubjectAndBody:
    """`all_decisions` is the address of the page with all of them."""
    if len(news) == 1:
        [one] = news
        body = f"{one.text} {one.advice}\n\n{one.action}:\n{one.address}\n"
        return one.subject, body
    news = sorted(news, key=lambda one: one.order)
    by_heading: dict[str, list[DecisionNews]] = {}
    for one in news:
        by_heading.setdefault(one.heading, []).append(one)
    counted = [f"{heading} ({len(of)})" for heading, of in by_heading.items()]
    subject = f"{news[0].subject}, and {len(news) - 1} more"
    if len(counted) > 1:
        subject = f"News of decisions: {'; '.join(counted)}"
    sections = [
        "\n".join((heading, *_entries(of), *_shared_advice(of)))
        for heading, of in zip(counted, by_heading.values(), strict=True)
    ]
    if any(len(of) > _MAX_ENTRIES for of in by_heading.values()):
        sections.append(f"All decisions:\n{all_decisions}")
    return subject, "\n\n".join(sections) + "\n"


def _entries(news: Sequence[DecisionNews]) -> Iterator[str]:
    """The address of a decision stands once, after all that is said of it in a row."""
    advice_of_each = not _shared_advice(news)
    shown = news[:_MAX_ENTRIES]
    for address, same in groupby(shown, key=lambda one: one.address):
        for one in same:
            yield f"- {one.text} {one.advice}" if advice_of_each else f"- {one.text}"
        yield f"  {address}"
    if len(news) > len(shown):
        yield f"- and {len(news) - len(shown)} more"


def _shared_advice(news: Sequence[DecisionNews]) -> Sequence[str]:
    """The advice that is the same for several, which need not be read each time."""
    advices = {one.advice for one in news}
    return ("", *advices) if len(news) > 1 and len(advices) == 1 else ()

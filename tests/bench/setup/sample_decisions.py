"""Decisions of the record that is measured: drafts, and positions of every State."""

from datetime import datetime, timedelta
from itertools import accumulate
from random import Random
from uuid import UUID

from bench.setup.sample_record import CODES, SampleRecord

from bsm_domain.agreement.text_body import Paragraph, TextBody
from bsm_domain.agreement.values import How, Position
from bsm_service.agreement.commands import OpenProcedure, TableDecision
from bsm_service.agreement.position_commands import (
    PositionRow,
    RecordPositions,
    TakePosition,
)
from bsm_service.foundation.clock import utc_now
from bsm_service.foundation.identifiers import new_id

# None of them opposes a text, so that it can be adopted.
_POSITIONS = (Position.AGREE, Position.NONE)
_WORDS = 2_000
_WORDS_PER_PARAGRAPH = 120


class MovingClock:
    """The real clock, moved ahead as far as a measurement asks."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return utc_now() + self._ahead

    def move_to(self, moment: datetime) -> None:
        self._ahead = moment - utc_now()


def table_decision(record: SampleRecord, number: int) -> UUID:
    body = TextBody(
        title=f"Decision {number + 1}",
        paragraphs=(Paragraph(id=new_id(utc_now()), text="Name a contact point."),),
    )
    command = TableDecision(
        decision_id=new_id(utc_now()), meeting_id=record.meeting_id, body=body
    )
    return record.execute(command).id


def table_decisions(record: SampleRecord, count: int) -> list[UUID]:
    return [table_decision(record, number) for number in range(count)]


def open_procedure(
    record: SampleRecord, decision_id: UUID, expires_at: datetime | None = None
) -> None:
    """Consensus, or silence where it has an expiry."""
    command = OpenProcedure(
        decision_id=decision_id,
        procedure="consensus" if expires_at is None else "silence",
        of=1,
        expires_at=expires_at,
        time_zone=None if expires_at is None else "UTC",
    )
    record.execute(command)


def take_position(record: SampleRecord, decision_id: UUID, number: int) -> None:
    """One more position, each State in its turn."""
    command = TakePosition(
        decision_id=decision_id,
        delegation=CODES[number % len(CODES)],
        version=1,
        position=_POSITIONS[number % len(_POSITIONS)],
        how=How.WRITING,
    )
    record.execute(command)


def record_positions(record: SampleRecord, decision_id: UUID, at: datetime) -> None:
    """Those of all States at once, as in a roll call."""
    rows = tuple(
        PositionRow(delegation=code, position=_POSITIONS[number % len(_POSITIONS)])
        for number, code in enumerate(CODES)
    )
    command = RecordPositions(
        decision_id=decision_id, version=1, rows=rows, how=How.ROOM, occurred_at=at
    )
    record.execute(command)


def sample_texts(length: int) -> tuple[TextBody, TextBody]:
    """Two versions of a text of about so many characters: in half of the paragraphs a
    word in seven is another, and a few are new, deleted or moved. Words are as frequent
    as in a language: a few are in every sentence.
    """
    random = Random(16)
    letters = "etaoinsrhldcumfpgwybv"
    words = [
        "".join(random.choices(letters, k=random.randint(2, 10))) for _ in range(_WORDS)
    ]
    weights = list(accumulate(1 / rank for rank in range(1, _WORDS + 1)))

    def word() -> str:
        return random.choices(words, cum_weights=weights)[0]

    def paragraph() -> Paragraph:
        text = " ".join(word() for _ in range(_WORDS_PER_PARAGRAPH))
        return Paragraph(id=new_id(utc_now()), text=f"{text}.")

    def revised(old: Paragraph) -> Paragraph:
        text = " ".join(
            word() if random.random() < 1 / 7 else known for known in old.text.split()
        )
        return old.model_copy(update={"text": text})

    before = [paragraph()]
    while (written := sum(len(one.text) for one in before)) < length:
        left = length - written
        added = paragraph()
        before.append(added.model_copy(update={"text": added.text[: max(1, left)]}))
    after = [revised(one) if random.random() < 0.5 else one for one in before]
    for _ in range(3):
        after.insert(random.randrange(len(after)), after.pop())
        after[random.randrange(len(after))] = paragraph()
    while sum(len(one.text) for one in after) > length:
        after.pop()
    return _text(before), _text(after)


def _text(paragraphs: list[Paragraph]) -> TextBody:
    return TextBody(title="A text", paragraphs=tuple(paragraphs))

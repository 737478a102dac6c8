"""A delegation to one meeting: its answer to the invitation, its notes, and who is its
head and who its alternates.

Who nominates a head or an alternate writes to this stream as well, so that of two who
do it at once one is refused. Members, advisers and observers do not concern it.
Composition is judged when somebody is added or changes function, never when somebody
leaves.
"""

from dataclasses import replace
from typing import Self, assert_never
from uuid import UUID

from bsm_domain.foundation.aggregate import FactMetadata
from bsm_domain.foundation.errors import CompositionBroken, InvalidValue
from bsm_domain.foundation.formatting import count_of
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.registration.delegation_facts import (
    AlternateLeft,
    AlternateNamed,
    DelegationEvent,
    HeadLeft,
    HeadNamed,
    InvitationAnswer,
    InvitationAnswered,
    NoteFileDestroyed,
    NoteReceived,
    NoteReplaced,
)
from bsm_domain.registration.delegation_notes import DelegationNotes

# The functions that concern the composition.
IN_COMPOSITION = frozenset({DelegateFunction.HEAD, DelegateFunction.ALTERNATE})


class CompositionLimits(FrozenModel):
    """The terms of the meeting for heads and alternates."""

    alternates_at_most: int | None = None
    alternates_need_head: bool = False


class Delegation(DelegationNotes):
    __slots__ = ()

    # Decide: can refuse, changes nothing.

    def answer_invitation(
        self,
        metadata: FactMetadata,
        *,
        answer: InvitationAnswer,
        expected: int | None = None,
        remark: FreeText | None = None,
    ) -> InvitationAnswered:
        if expected and answer is InvitationAnswer.DOES_NOT_TAKE_PART:
            raise InvalidValue(
                f"a delegation that does not take part cannot send "
                f"{count_of(expected, 'person', 'people')}; leave the number out",
                field="expected",
            )
        if self.answer == (answer, expected) and remark is None:
            raise InvalidValue(
                f"{self.code} has already given this answer; choose another, or add a "
                "remark",
                field="answer",
            )
        return InvitationAnswered(
            **self.own_header(metadata), answer=answer, expected=expected, remark=remark
        )

    def join(
        self,
        metadata: FactMetadata,
        *,
        registration_id: UUID,
        function: DelegateFunction,
        limits: CompositionLimits,
    ) -> HeadNamed | AlternateNamed | None:
        """The fact of a new head or alternate; None for other functions. Raises
        CompositionBroken.
        """
        header = self.own_header(metadata)
        match function:
            case DelegateFunction.HEAD:
                if self.heads:
                    raise CompositionBroken(
                        f"{self.code} already has a head of delegation; withdraw that "
                        "registration or change its function first"
                    )
                return HeadNamed(**header, registration_id=registration_id)
            case DelegateFunction.ALTERNATE:
                self._must_take_alternate(limits)
                return AlternateNamed(**header, registration_id=registration_id)
        return None

    def _must_take_alternate(self, limits: CompositionLimits) -> None:
        if limits.alternates_need_head and not self.heads:
            raise CompositionBroken(
                f"{self.code} has no head of delegation; nominate the head first"
            )
        most = limits.alternates_at_most
        if most is not None and len(self.alternates) >= most:
            raise CompositionBroken(
                f"{self.code} can send at most {count_of(most, 'alternate')} and "
                f"already has {len(self.alternates)}; choose another function"
            )

    def leave(
        self, metadata: FactMetadata, *, registration_id: UUID
    ) -> HeadLeft | AlternateLeft | None:
        """The fact that a head or an alternate left; None if it was neither."""
        if registration_id in self.heads:
            return HeadLeft(
                **self.own_header(metadata), registration_id=registration_id
            )
        if registration_id in self.alternates:
            return AlternateLeft(
                **self.own_header(metadata), registration_id=registration_id
            )
        return None

    def take_over(
        self,
        metadata: FactMetadata,
        *,
        outgoing: UUID,
        incoming: UUID,
        function: DelegateFunction,
    ) -> tuple[DelegationEvent, ...]:
        """The facts of a head or an alternate whose registration was substituted in the
        same function. They are not judged: there is one head or alternate as before.
        """
        if function not in IN_COMPOSITION:
            return ()
        left = self.leave(metadata, registration_id=outgoing)
        after = self if left is None else self.evolve(left)
        header = after.own_header(metadata)
        named = (
            HeadNamed(**header, registration_id=incoming, before=outgoing)
            if function is DelegateFunction.HEAD
            else AlternateNamed(**header, registration_id=incoming)
        )
        return (named,) if left is None else (left, named)

    def adopt(
        self,
        metadata: FactMetadata,
        *,
        registration_id: UUID,
        function: DelegateFunction,
    ) -> HeadNamed | AlternateNamed | None:
        """Takes over a registration from before this was recorded: every head, whether
        or not there is another.
        """
        if registration_id in {*self.heads, *self.alternates}:
            return None
        unlimited = (
            replace(self, heads=()) if function is DelegateFunction.HEAD else self
        )
        return unlimited.join(
            metadata,
            registration_id=registration_id,
            function=function,
            limits=CompositionLimits(),
        )

    # Evolve: never refuses, because the fact has happened.

    @classmethod
    def begin(cls, event: DelegationEvent) -> Self:
        return cls.nothing_yet(event.meeting_id, event.delegation).evolve(event)

    def evolve(self, event: DelegationEvent) -> Self:
        after = replace(self, version=event.originator_version)
        match event:
            case InvitationAnswered(answer=answer, expected=expected):
                return replace(after, answer=(answer, expected))
            case NoteReceived(note=note):
                return replace(after, notes={**self.notes, note.note_id: note})
            case NoteReplaced(note_id=note_id):
                return replace(after, replaced=self.replaced | {note_id})
            case NoteFileDestroyed(note_id=note_id):
                note = self.notes[note_id].model_copy(update={"file": None})
                return replace(after, notes={**self.notes, note_id: note})
            case HeadNamed(registration_id=id, before=before):
                others = tuple(head for head in self.heads if head != before)
                return replace(after, heads=(*others, id))
            case HeadLeft(registration_id=id):
                return replace(after, heads=_without(self.heads, id))
            case AlternateNamed(registration_id=id):
                return replace(after, alternates=(*self.alternates, id))
            case AlternateLeft(registration_id=id):
                return replace(after, alternates=_without(self.alternates, id))
            case _:
                assert_never(event)


def _without(ids: tuple[UUID, ...], id: UUID) -> tuple[UUID, ...]:
    return tuple(one for one in ids if one != id)

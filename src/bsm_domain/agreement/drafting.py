"""What may be decided of a text: tabled, changed, translated, discussed, given up."""

from collections.abc import Sequence
from uuid import UUID

from bsm_domain.agreement.facts import (
    DecisionCommented,
    DecisionTabled,
    DraftNotAgreed,
    DraftWithdrawn,
    ProcedureEnded,
    TranslationPlaced,
    VersionTabled,
)
from bsm_domain.agreement.state import (
    UNDECIDED,
    DecisionState,
    possible_while_undecided,
)
from bsm_domain.agreement.text_body import TextBody, TranslatedText
from bsm_domain.agreement.values import DecisionStatus, RoundEnd
from bsm_domain.foundation.aggregate import FactMetadata, possible_when
from bsm_domain.foundation.errors import (
    AlreadyExists,
    InvalidTransition,
    InvalidValue,
    NotFound,
)
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import MatterAudience

# A translation may be longer than the text itself.
MAX_TRANSLATED_LENGTH = 2 * TextBody.MAX_LENGTH
MAX_TRANSLATIONS = 20


class DraftingDecisions(DecisionState):
    __slots__ = ()

    @classmethod
    def table(
        cls,
        id: UUID,
        metadata: FactMetadata,
        *,
        meeting_id: UUID,
        objective_id: UUID | None,
        audience: MatterAudience,
        follow_up_audience: MatterAudience,
        language: str,
        body: TextBody,
        tabled_by: str | None,
        supersedes: tuple[UUID, ...] = (),
        in_part: bool = False,
    ) -> DecisionTabled:
        is_restricted = audience is MatterAudience.FOCAL_POINTS
        if not is_restricted and follow_up_audience is MatterAudience.FOCAL_POINTS:
            raise InvalidValue(
                "follow-up cannot be for fewer people than the decision itself",
                field="follow_up_audience",
            )
        return DecisionTabled(
            **metadata.header(id, 1),
            meeting_id=meeting_id,
            objective_id=objective_id,
            audience=audience,
            follow_up_audience=follow_up_audience,
            language=language,
            body=body,
            tabled_by=tabled_by,
            supersedes=supersedes,
            in_part=in_part,
        )

    @possible_while_undecided("a new version can be tabled")
    def table_version(
        self,
        metadata: FactMetadata,
        *,
        of: int,
        body: TextBody,
        note: FreeText | None = None,
    ) -> tuple[ProcedureEnded | VersionTabled, ...]:
        """`of` is the version that it replaces. A change of the text ends the round."""
        self.must_not_have_expired(metadata.recorded_at)
        self.must_be_current(of)
        self.must_not_precede_text(metadata.occurred_at)
        if body.has_same_words(self.body):
            raise InvalidValue(
                f"nothing changed since version {of}; change the text, or leave it",
                field="body",
            )
        number = self.text_version + 1
        if self.status is DecisionStatus.DRAFT:
            return (
                VersionTabled(
                    **self.next_header(metadata), number=number, body=body, note=note
                ),
            )
        ended = ProcedureEnded(
            **self.next_header(metadata),
            round=self.round_number,
            why=RoundEnd.TEXT_CHANGED,
        )
        header = metadata.header(self.id, self.version + 2)
        return ended, VersionTabled(**header, number=number, body=body, note=note)

    @possible_when("a translation can be added", *UNDECIDED, DecisionStatus.ADOPTED)
    def place_translation(
        self,
        metadata: FactMetadata,
        *,
        version: int,
        language: str,
        title: str,
        texts: Sequence[TranslatedText],
    ) -> TranslationPlaced:
        self.must_be_current(version)
        if language == self.language:
            raise InvalidValue(
                f"“{language}” is the authentic language of this text; table a new "
                "version to change it",
                field="language",
            )
        self._must_be_short_enough(language, texts)
        known = {paragraph.id for paragraph in self.body.paragraphs}
        for number, text in enumerate(texts):
            if text.paragraph not in known:
                raise InvalidValue(
                    f"version {version} has no paragraph {text.paragraph}",
                    field=f"texts.{number}.paragraph",
                )
            known.remove(text.paragraph)
        return TranslationPlaced(
            **self.next_header(metadata),
            version=version,
            language=language,
            title=title,
            texts=tuple(texts),
        )

    def _must_be_short_enough(
        self, language: str, texts: Sequence[TranslatedText]
    ) -> None:
        length = sum(len(text.text) for text in texts)
        if length > MAX_TRANSLATED_LENGTH:
            raise InvalidValue(
                f"a translation has at most {MAX_TRANSLATED_LENGTH:,} characters (now: "
                f"{length:,})",
                field="texts",
            )
        if len(self.translations - {language}) >= MAX_TRANSLATIONS:
            raise InvalidValue(
                f"a version has at most {MAX_TRANSLATIONS} translations; replace one",
                field="language",
            )

    def comment(
        self,
        metadata: FactMetadata,
        *,
        comment_id: UUID,
        delegation: str | None,
        version: int,
        paragraph: UUID | None,
        text: FreeText,
    ) -> DecisionCommented:
        self.must_be_current(version)
        if comment_id in self.comments:
            raise AlreadyExists(f"comment {comment_id} is already on record")
        if paragraph is not None and paragraph not in (
            known.id for known in self.body.paragraphs
        ):
            raise NotFound(f"version {version} has no paragraph {paragraph}")
        return DecisionCommented(
            **self.next_header(metadata),
            comment_id=comment_id,
            delegation=delegation,
            version=version,
            paragraph=paragraph,
            text=text,
        )

    @possible_while_undecided("a draft can be withdrawn")
    def withdraw(self, metadata: FactMetadata, *, reason: FreeText) -> DraftWithdrawn:
        self.must_not_have_expired(metadata.recorded_at)
        self.must_not_be_in_silence("withdraw the draft")
        is_sponsor = metadata.actor.role is Role.FOCAL_POINT
        if is_sponsor and self.status is not DecisionStatus.DRAFT:
            raise InvalidTransition(
                "a procedure is open on this draft; ask the Chair to withdraw it"
            )
        return DraftWithdrawn(**self.next_header(metadata), reason=reason)

    @possible_while_undecided("a draft can be left without agreement")
    def leave_open(
        self, metadata: FactMetadata, *, reason: FreeText, summary: str | None = None
    ) -> DraftNotAgreed:
        self.must_not_have_expired(metadata.recorded_at)
        self.must_not_be_in_silence("record that there is no agreement")
        return DraftNotAgreed(
            **self.next_header(metadata), reason=reason, summary=summary
        )

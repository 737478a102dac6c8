"""The aggregate: all that may be decided of a text, and what facts make of it."""

from dataclasses import replace
from typing import Any, Self, assert_never

from bsm_domain.agreement import facts
from bsm_domain.agreement.adoption import AdoptionDecisions
from bsm_domain.agreement.drafting import DraftingDecisions
from bsm_domain.agreement.outcomes import OutcomeDecisions
from bsm_domain.agreement.positions import PositionDecisions
from bsm_domain.agreement.procedures import ProcedureDecisions
from bsm_domain.agreement.state import Adoption, Round, Successor
from bsm_domain.agreement.values import DecisionStatus


class Decision(
    DraftingDecisions,
    PositionDecisions,
    ProcedureDecisions,
    AdoptionDecisions,
    OutcomeDecisions,
):
    __slots__ = ()

    # Evolve: never refuses, it has happened.

    @classmethod
    def begin(cls, event: facts.DecisionTabled) -> Self:
        return cls(
            id=event.originator_id,
            version=1,
            meeting_id=event.meeting_id,
            objective_id=event.objective_id,
            audience=event.audience,
            follow_up_audience=event.follow_up_audience,
            language=event.language,
            body=event.body,
            tabled_by=event.tabled_by,
            tabled_at=(event.occurred_at,),
            supersedes=event.supersedes,
            in_part=event.in_part,
        )

    def evolve(self, event: facts.DecisionEvent) -> Self:
        changes = self._changed_by(event)
        if event.LEADS_TO is not None:
            changes = {"status": event.LEADS_TO} | changes
        return replace(self, version=event.originator_version, **changes)

    def _changed_by(self, event: facts.DecisionEvent) -> dict[str, Any]:
        match event:
            case (
                facts.PositionTaken()
                | facts.PositionWithdrawn()
                | facts.PositionCorrected()
            ):
                return {"held": self.held.with_fact(event)}
            case facts.VersionTabled(body=body):
                tabled_at = (*self.tabled_at, event.occurred_at)
                return {
                    "body": body,
                    "tabled_at": tabled_at,
                    "translations": frozenset(),
                }
            case facts.TranslationPlaced(language=language):
                return {"translations": self.translations | {language}}
            case facts.DecisionCommented(comment_id=comment):
                return {"comments": self.comments | {comment}}
            case facts.ProcedureOpened():
                return {"round": _round(event)}
            case facts.SilenceExtended(expires_at=expires_at):
                assert self.round is not None
                return {"round": replace(self.round, expires_at=expires_at)}
            case facts.DecisionAdopted():
                assert self.round is not None
                return {
                    "adoption": Adoption(
                        self.round,
                        event.entitled,
                        event.occurred_at,
                        event.number,
                        event.symbol,
                    )
                }
            case facts.DecisionContested(cause=cause):
                return {"contested_by": self.contested_by | {cause}}
            case facts.DecisionUpheld(cause=cause):
                return {"contested_by": self.contested_by - {cause}}
            case facts.DecisionAnnulled():
                return {"contested_by": frozenset()}
            case facts.DecisionSuperseded(by=by, in_part=in_part):
                successors = (*self.superseded_by, Successor(by, in_part))
                return self._succeeded_by(successors)
            case facts.DecisionRestored(because_of=annulled):
                successors = tuple(
                    successor
                    for successor in self.superseded_by
                    if successor.id != annulled
                )
                return self._succeeded_by(successors)
            case facts.DecisionReleased():
                return {"is_released": True}
            case (
                facts.SilenceBroken()
                | facts.ProcedureEnded()
                | facts.ObjectionsReadOut()
                | facts.DraftWithdrawn()
                | facts.DraftNotAgreed()
            ):
                return {}
            case facts.DecisionTabled():
                raise AssertionError("a decision is tabled only once")
            case _:
                assert_never(event)

    def _succeeded_by(self, successors: tuple[Successor, ...]) -> dict[str, Any]:
        """In part superseded it stays adopted; an annulled one stays annulled."""
        if self.status is DecisionStatus.ANNULLED:
            return {"superseded_by": successors}
        is_replaced = any(not successor.in_part for successor in successors)
        status = DecisionStatus.SUPERSEDED if is_replaced else DecisionStatus.ADOPTED
        return {"superseded_by": successors, "status": status}


def _round(event: facts.ProcedureOpened) -> Round:
    return Round(
        number=event.round,
        procedure=event.procedure,
        version=event.version,
        basis=event.basis,
        entitled=event.entitled,
        opened_at=event.occurred_at,
        session_id=event.session_id,
        expires_at=event.expires_at,
        time_zone=event.time_zone,
    )

"""Decisions on a dashboard: a draft of several versions, and what is said of it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from dashboard_examples import PRESENT, OpenPage, Story
from form_actions import choose, open_form
from streamlit.testing.v1 import AppTest
from systems import CHAIR, announce_berlin, do, principal, set_objective

from bsm_domain.agreement.text_body import Paragraph, ParagraphKind, TextBody
from bsm_domain.agreement.values import How, Position
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_domain.foundation.values import MatterAudience
from bsm_service.access.permissions import Principal
from bsm_service.agreement.commands import (
    AdoptDecision,
    OpenProcedure,
    TableDecision,
    TableVersion,
)
from bsm_service.agreement.position_commands import CorrectPosition, TakePosition

ZONE = "Europe/Berlin"
TITLE = "Contact points at crossing points"
HEADING = "The National Focal Points,"
FIRST = "Decide to name as soon as possible a contact point at each crossing point."
SECOND = "Ask the secretariat to keep the list of contact points."
NEW_FIRST = FIRST.replace("as soon as possible", "by 30 June 2027")
THIRD = "Invite Frontex to share its list."
EXPIRY = PRESENT + timedelta(days=3, minutes=30)


def paragraphs(*texts: str) -> tuple[Paragraph, ...]:
    """The same text has the same id, whatever else is in the text."""
    ids = {HEADING: 1, FIRST: 2, NEW_FIRST: 2, SECOND: 3, THIRD: 4}
    return tuple(
        Paragraph(
            id=UUID(int=ids.get(text, 10 + place)),
            kind=ParagraphKind.HEADING if text == HEADING else ParagraphKind.NUMBERED,
            text=text,
        )
        for place, text in enumerate(texts)
    )


@dataclass
class DecisionOnPages:
    """A draft at its second version, on a dashboard."""

    story: Story
    meeting: UUID
    id: UUID = field(default_factory=uuid4)
    version: int = 0

    def do(self, command: type[Any], by: Principal = CHAIR, **fields: Any) -> None:
        do(self.story.system, command(decision_id=self.id, **fields), by)
        self.story.system.engine.catch_up()

    def says(
        self, code: str, position: Position, *, version: int | None = None, **more: Any
    ) -> None:
        self.do(
            TakePosition,
            focal_point(code),
            delegation=code,
            version=version or self.version,
            position=position,
            **more,
        )

    def heard(self, code: str, position: Position, at: datetime) -> None:
        """Recorded by the Chair as it was said in the room."""
        self.do(
            TakePosition,
            delegation=code,
            version=self.version,
            position=position,
            how=How.ROOM,
            occurred_at=at,
        )

    def table(
        self,
        audience: MatterAudience = MatterAudience.ALL,
        tabled_by: str | None = None,
        follow_up: MatterAudience | None = None,
    ) -> None:
        objective = set_objective(self.story.system, self.meeting, code="O7")
        self.do(
            TableDecision,
            meeting_id=self.meeting,
            objective_id=objective,
            audience=audience,
            follow_up_audience=follow_up,
            tabled_by=tabled_by,
            body=TextBody(title=TITLE, paragraphs=paragraphs(HEADING, FIRST, SECOND)),
        )
        self.version = 1

    def table_version(self, *texts: str) -> None:
        texts = texts or (HEADING, NEW_FIRST, SECOND, THIRD)
        body = TextBody(title=TITLE, paragraphs=paragraphs(*texts))
        self.do(TableVersion, of=self.version, body=body)
        self.version += 1

    def open_silence(self, expires_at: datetime = EXPIRY) -> None:
        self.do(
            OpenProcedure,
            procedure="silence",
            of=self.version,
            expires_at=expires_at.astimezone(time_zone_named(ZONE)),
            time_zone=ZONE,
        )

    def adopt_by_consensus(self, **fields: Any) -> None:
        self.do(OpenProcedure, procedure="consensus", of=self.version)
        self.do(AdoptDecision, of=self.version, **fields)


def focal_point(code: str) -> Principal:
    return principal(Role.FOCAL_POINT, code)


def decision_in(
    story: Story,
    *,
    audience: MatterAudience = MatterAudience.ALL,
    tabled_by: str | None = None,
    follow_up: MatterAudience | None = None,
) -> DecisionOnPages:
    """A draft that has been tabled, at a meeting of its own if there is none."""
    meeting = story.meeting or announce_berlin(story.system)
    decision = DecisionOnPages(story, meeting)
    decision.table(audience, tabled_by, follow_up)
    return decision


def contested(story: Story) -> DecisionOnPages:
    """A decision, adopted by consensus, to which Italy turns out to have objected."""
    decision = decision_in(story)
    decision.heard("IT", Position.AGREE, PRESENT)
    story.clock.time = PRESENT + timedelta(hours=1)
    decision.adopt_by_consensus()
    decision.do(CorrectPosition, corrects=2, position="object", reason="Misheard.")
    return decision


def opened(
    decision: DecisionOnPages,
    open_page: OpenPage,
    place: str,
    form: str | None = None,
    by: Principal = CHAIR,
) -> AppTest:
    """The form of that name behind a button of the decision's page."""
    app = open_page("decision", by=by, decision=decision.id)
    open_form(app, f"ask-{place}")
    return choose(app, form) if form else app

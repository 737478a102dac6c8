"""The data held about one person, as they receive them."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from bsm_domain.people.participant import PersonalGroup
from bsm_service.privacy.erasure.receipt import Receipt


class HeldDetails(BaseModel):
    """A group of the person's details as recorded at one time; later ones replace it.

    `values` are the fields, or the reason why they cannot be read.
    """

    at: datetime
    group: PersonalGroup
    values: dict[str, str]


class HeldRegistration(BaseModel):
    meeting: str
    starts_on: date
    ends_on: date
    function: str
    status: str
    nominated_at: datetime


class HeldSubstitution(BaseModel):
    """A delegation's request that the person take over a seat from somebody else."""

    meeting: str
    starts_on: date
    ends_on: date
    function: str
    status: str
    requested_at: datetime
    decided_at: datetime | None


class PersonFact(BaseModel):
    """A fact about the person, or about their registrations, in a sentence."""

    at: datetime
    sentence: str


class HeldMandate(BaseModel):
    role: str
    delegation: str | None
    kind: str
    since: datetime
    until: datetime | None
    ended_at: datetime | None
    purpose: str | None
    reason: str | None


class HeldSession(BaseModel):
    created_at: datetime
    last_used_at: datetime
    signed_in_by: str
    agent: Annotated[str, Field(validation_alias="user_agent")]


class HeldToken(BaseModel):
    name: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None


class HeldSecondFactor(BaseModel):
    kind: str
    name: str
    created_at: datetime
    used_at: datetime | None


class AccountEventModel(BaseModel):
    at: datetime
    what: str
    reason: str | None


class HeldReminderPreferences(BaseModel):
    """The notification preferences that the account's owner set."""

    zone: str
    quiet_from: int
    quiet_until: int
    muted: tuple[str, ...]


class HeldEmail(BaseModel):
    """A message about an activity or a `subject` such as a decision; its text is not
    kept.
    """

    kind: str
    activity: Annotated[UUID | None, Field(validation_alias="activity_id")]
    subject: str | None
    due_on: date | None
    made_at: datetime
    state: str
    sent_at: datetime | None
    read_at: datetime | None


class HeldAccount(BaseModel):
    """An account, without its secrets. `openid` are issuers and subjects."""

    id: str
    name: str
    created_at: datetime
    closed_at: datetime | None
    password_changed_at: datetime | None
    mandates: tuple[HeldMandate, ...]
    sessions: tuple[HeldSession, ...]
    tokens: tuple[HeldToken, ...]
    factors: tuple[HeldSecondFactor, ...]
    openid: tuple[str, ...]
    events: tuple[AccountEventModel, ...]
    reminded: HeldReminderPreferences | None
    letters: tuple[HeldEmail, ...]


class PersonalDataAccess(BaseModel):
    """A reading of the data; `account` is an opaque id."""

    at: Annotated[datetime, Field(validation_alias="read_at")]
    groups: tuple[PersonalGroup, ...]
    role: str
    delegation: str | None
    account: str
    purpose: str
    place: str


class RetentionDates(BaseModel):
    """The earliest dates of erasure, as known today. None while there is a meeting to
    come or a designation, or if the person has not been to a meeting yet.
    """

    personal_data: date | None
    needs: date | None
    readings_days: int
    sign_ins_days: int


class OwnDataExport(BaseModel):
    """All data held about one person at one moment. `participant` is null for an
    account that belongs to nobody on record. `letters` are those to the person, with
    or without an account.
    """

    made_at: datetime
    record: str
    participant: UUID | None = None
    delegation: str | None = None
    delegation_name: str | None = None
    designated_since: date | None = None
    designated_until: date | None = None
    erased: tuple[PersonalGroup, ...] = ()
    details: dict[str, str] = {}
    told: tuple[HeldDetails, ...] = ()
    registrations: tuple[HeldRegistration, ...] = ()
    substitutions: tuple[HeldSubstitution, ...] = ()
    facts: tuple[PersonFact, ...] = ()
    letters: tuple[HeldEmail, ...] = ()
    accounts: tuple[HeldAccount, ...] = ()
    readings: tuple[PersonalDataAccess, ...] = ()
    kept_until: RetentionDates | None = None
    erasures: tuple[Receipt, ...] = ()

"""What the register of people says."""

from dataclasses import dataclass
from datetime import date, datetime

from yimen.ground.bus.event import Event


@dataclass(frozen=True, kw_only=True)
class PersonRegistered(Event):
    """A person was entered in the register."""

    kind: str
    notice: str = ""


@dataclass(frozen=True, kw_only=True)
class RepresentationBegun(Event):
    """The identity register confirmed who acts by law for a child or an enterprise."""

    representative: int


@dataclass(frozen=True, kw_only=True)
class NameCorrected(Event):
    """A person's name was corrected; it has to be verified again."""


@dataclass(frozen=True, kw_only=True)
class IdentityNotVerified(Event):
    """What a person gave to prove their identity did not match."""

    way: str


@dataclass(frozen=True, kw_only=True)
class IdentityVerified(Event):
    """It was made sure that a person is who they say."""

    level: int
    way: str


@dataclass(frozen=True, kw_only=True)
class PersonalDataSeen(Event):
    """Someone looked at a person's data in full; the person can read who, what and why."""

    field: str
    why: str
    who: str = ""


@dataclass(frozen=True, kw_only=True)
class PersonalDataExported(Event):
    """A person took a copy of everything kept about them."""


@dataclass(frozen=True, kw_only=True)
class ContactChanged(Event):
    """A person's telephone or address changed."""

    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class ConsentChanged(Event):
    """A person agreed to electronic service, or took the agreement back."""

    electronic: bool


@dataclass(frozen=True, kw_only=True)
class MandateGiven(Event):
    """A person let another act for them."""

    mandate: int
    agent: int
    until_on: date


@dataclass(frozen=True, kw_only=True)
class MandateRevoked(Event):
    """A person took a mandate back."""

    mandate: int


@dataclass(frozen=True, kw_only=True)
class PersonBarred(Event):
    """A person may not apply for a matter until a date."""

    matter: int
    until_on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class PersonBarLifted(Event):
    """A bar was ended before its time, because its cause was set aside."""

    matter: int
    why: str


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """Someone signed in; the subject is the account."""

    address: str


@dataclass(frozen=True, kw_only=True)
class SignInFailed(Event):
    """Someone could not sign in; the subject is the account, or 0 if there is none of that name."""

    address: str


@dataclass(frozen=True, kw_only=True)
class SignInLocked(Event):
    """An account was locked for a while after too many failures."""

    until: datetime


@dataclass(frozen=True, kw_only=True)
class SignInUnlocked(Event):
    """An operator lifted the lock of an account; the subject is the account."""


@dataclass(frozen=True, kw_only=True)
class SecondFactorReset(Event):
    """An operator removed the second factors of an account and ended its sessions; the subject is the account."""


@dataclass(frozen=True, kw_only=True)
class DataResealed(Event):
    """Personal data was sealed anew under a newer key."""

    persons: int
    key: int


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Event):
    """An account was opened, of a person or (person 0) of an officer; the subject is the account."""

    person: int


@dataclass(frozen=True, kw_only=True)
class PasswordLinkGiven(Event):
    """Someone was given a link that sets the password of an account once; the subject is the account."""


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    """An account has a new password; the subject is the account."""


@dataclass(frozen=True, kw_only=True)
class AccountClosed(Event):
    """A person closed their account, or an operator that of an officer who left; the subject is the account."""

    person: int
    kept: bool


@dataclass(frozen=True, kw_only=True)
class ExcludedFromCommitments(Event):
    """After a false promise a person hands in the papers until the record is repaired."""

    case: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class CommitmentRecordRepaired(Event):
    """The record of a false promise is repaired; the person may commit again."""

    case: int
    repair: str

"""What the programming interface says of the systems that may use it."""

from dataclasses import dataclass

from yimen.ground.bus.event import Event


@dataclass(frozen=True, kw_only=True)
class ClientOpened(Event):
    """A system was let in, for some organs and all below them, within some scopes; the subject is 0."""

    client: str
    organs: list[int]
    scopes: list[str]


@dataclass(frozen=True, kw_only=True)
class ClientSecretChanged(Event):
    """A system was given a new secret, which ended the old one and its tokens; the subject is 0."""

    client: str


@dataclass(frozen=True, kw_only=True)
class ClientClosed(Event):
    """A system was shut out, with its tokens and webhooks; the subject is 0."""

    client: str

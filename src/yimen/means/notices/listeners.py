"""What happened to a person's own data, and what they are told of it."""

from yimen.ground.bus.hearing import listens
from yimen.means.notices import acts
from yimen.registers.people import reads as people
from yimen.registers.people.events import NameCorrected


@listens(NameCorrected)
def tell_of_name(event: NameCorrected) -> None:
    """Tell a person that their name was put right, unless they did it themselves (F-210)."""
    account = people.account_of(event.subject)
    if account is None or event.by == f"account:{account[0]}":
        return
    cause = f"name {event.subject} {event.at.isoformat()}"
    acts.tell(event.subject, "name_corrected", subject=0, data={}, cause=cause, at=event.at)

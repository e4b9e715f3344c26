"""Who took a case in where its matter is handed down, and in whose name that organ acts (Licensing Law art. 24; H-411)."""

from datetime import datetime

from yimen.affairs.cases.acts.common import local_date
from yimen.affairs.cases.models import Case
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import MatterSheet


def take_in(case: Case, matter: MatterSheet, *, by: str, at: datetime) -> None:
    """Note the organ of the officer who takes an application in, if the matter is handed down to it.

    It stays noted when the power is taken back: what was received is handled to its end. No query for other matters.
    """
    handed = {one.organ_id for one in catalogue.handed_down(matter, on=local_date(at))}
    account = by.removeprefix("account:")
    if not handed or not account.isdecimal():
        return
    officer = agencies.officer(int(account), at=at)
    own = sorted(officer.organ_ids & handed) if officer else []
    if own:
        case.station_id = own[0]
        case.name_organ_id = catalogue.in_whose_name(own[0], matter, on=local_date(at))

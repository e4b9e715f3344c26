"""Every event is documented where readers look: docs/events.md is made from the code and up to date."""

from tests.house.source import ROOT
from yimen.ground.bus.event import kinds
from yimen.site.eventbook import page


def test_every_event_has_a_sentence():
    silent = [
        name
        for name, kind in kinds().items()
        if not (kind.__doc__ or "").strip() or "(" in (kind.__doc__ or "")[:30]
    ]

    assert silent == []


def test_the_page_of_events_is_up_to_date():
    assert (ROOT / "docs" / "events.md").read_text("utf-8") == page()

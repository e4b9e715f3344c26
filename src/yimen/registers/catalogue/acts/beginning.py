"""Beginning a matter that nobody has drafted yet, outside the base directory."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from yimen.ground.life import Refused
from yimen.registers.agencies.reads import OrganSheet
from yimen.registers.catalogue import codes, standards
from yimen.registers.catalogue.acts.common import require_words
from yimen.registers.catalogue.acts.drafting import draft
from yimen.registers.catalogue.models import Matter

LONGEST = 300


def own_terms(organ: OrganSheet) -> dict[str, Any]:
    """Return what a new matter says of its organ to begin with."""
    return {
        "phone": organ.phone,
        "complaint": organ.complaint_phone,
        "window": {"zh-hans": organ.address("zh-hans")},
        "level": standards.level_of(organ),
    }


def begin(organ: OrganSheet, *, name: str, kind: str, by: str, at: datetime) -> int:
    """Draft a matter from nothing but its name and kind; return the version's id. Raises Refused if there is one of this name."""
    title = require_words(name, "name", _("A matter needs its Chinese name."))
    if len(title) > LONGEST:
        raise Refused(_("This is too long."), field="name", code="length")
    code = codes.local_code(str(organ.id), title)
    if Matter.objects.filter(code=code).exists():
        raise Refused(_("This organ has the matter already."), field="name", code="twice")
    content = {"titles": {"zh-hans": title}, "kind": kind, **own_terms(organ)}
    return draft(content, code=code, organ_id=organ.id, by=by, at=at)

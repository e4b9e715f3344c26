"""What a document is called in lists: a record of service names the document that was served."""

import re
from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from yimen.means.documents.rules import LICENSING_TITLES, TITLES, Kind, title

SERVED: Final = re.compile(r".+（(.+)）")


def listed(kind: str, data: Mapping[str, Any]) -> str:
    """Return the title under which a document is kept, as 送达回证（受理通知书）."""
    plain = title(kind, data)
    return f"{plain}（{data['document']}）" if kind == Kind.SERVICE else plain


def called(kind: str, kept: str) -> str:
    """Return the words for a kind of document, and for a record of service also of what was served."""
    found = SERVED.fullmatch(kept) if kind == Kind.SERVICE else None
    names = {name: one for one, (name, _mark) in TITLES.items()}
    names |= {name: one for one, name in LICENSING_TITLES.items()}
    served = names.get(found[1]) if found else None
    if served is None:
        return str(Kind(kind).label)
    return _("%(record)s (%(document)s)") % {"record": Kind(kind).label, "document": Kind(served).label}

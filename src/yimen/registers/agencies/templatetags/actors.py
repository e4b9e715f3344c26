"""Tags that show who acted and for which organ, in the reader's words."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from yimen.ground.languages.texts import RECORD
from yimen.registers.agencies.reads import actor_words, organs

register = template.Library()


@register.simple_tag
def actor_name(actor: str) -> str:
    """Show who an actor of the journal is."""
    return actor_words([actor])[actor] if actor else ""


@register.simple_tag
def organ_called(organ_id: int, record: str) -> str:
    """Show the name of an organ in the reader's language; the name on record if it is in the register no more."""
    organ = organs().get(organ_id)
    return organ.name(get_language() or settings.LANGUAGE_CODE) if organ else record


@register.simple_tag
def body_called(record: str) -> str | SafeString:
    """Show a body that is known by its name on record alone in the reader's language; what stays Chinese says so."""
    here = get_language() or settings.LANGUAGE_CODE
    organ = next((one for one in organs().values() if one.name(RECORD) == record), None)
    if organ is not None:
        return organ.name(here)
    return record if here == RECORD else format_html('<span lang="zh-CN">{}</span>', record)

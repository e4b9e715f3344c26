"""Who acted, in words: an officer's name, the applicant, another system, the platform."""

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from yimen.registers.agencies import reads
from yimen.registers.agencies.tests.make import A, B, a_pair, organ

pytestmark = pytest.mark.django_db


def shown(tag: str, **context: object) -> str:
    with translation.override("en"):
        return Template("{% load actors %}{% " + tag + " %}").render(Context(context))


def test_officers_have_their_names_and_a_history_asks_once():
    a_pair(organ())
    history = [f"account:{A}", f"account:{B}", "account:9000000999", "system", f"account:{A}"]
    reads.forget()

    with CaptureQueriesContext(connection) as asked, translation.override("en"):
        first = reads.actor_words(history)
        again = reads.actor_words(history)

    assert len(asked) == 1
    assert first == again
    assert first == {
        f"account:{A}": f"officer {A}",
        f"account:{B}": f"officer {B}",
        "account:9000000999": "Applicant",
        "system": "System",
    }


@pytest.mark.parametrize(
    ("actor", "words"),
    [
        ("system:sweep", "System"),
        ("client:tax/li", "li (tax)"),
        ("client:tax", "tax"),
        ("applicant", "Applicant"),
        ("party:0", "Applicant"),
        ("party:1", "Interested person"),
        ("person:383813602869993472", "Applicant"),
        ("account:" + "9" * 40, "Applicant"),
        ("", ""),
    ],
)
def test_no_actor_is_shown_as_an_identifier(actor, words):
    assert shown("actor_name actor", actor=actor) == words


def test_an_organ_is_named_in_the_readers_language_and_by_the_record_once_it_is_gone():
    here = organ(texts={"zh-hans": {"name": "税务局"}, "en": {"name": "Tax Bureau"}})

    assert shown("organ_called organ record", organ=here, record="税务局") == "Tax Bureau"
    assert shown("organ_called organ record", organ=987_654, record="税务局") == "税务局"

"""Messages to people: one for each cause, in the language they are read in, passed on once or again after a pause."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import translation

from yimen.ground.clock import now
from yimen.means.notices import acts, listeners, reads
from yimen.means.notices.models import Message, Outgoing
from yimen.means.notices.words import KINDS, sentence
from yimen.registers.people.events import NameCorrected
from yimen.registers.people.models import Account
from yimen.registers.people.tests.make import AT, LI, WANG, account, person

pytestmark = pytest.mark.django_db
ABOUT_ONESELF = {"name_corrected"}
DATA = {
    "title": "食品经营许可",
    "object_by_on": "2026-03-09",
    "day_on": "2026-03-09",
    "hour": "09:30",
    "place": "听证室",
    "accept_due_on": "2026-03-09",
    "promised_due_on": "2026-03-09",
    "respond_by_on": "2026-03-09",
    "new_due_on": "2026-03-09",
    "valid_until_on": "2026-03-09",
    "renew_by_on": "2026-03-09",
    "planned_days": 10,
    "gaps_due_on": "2026-03-09",
    "mend_by_on": "2026-03-09",
    "first_due_on": "2026-03-09",
    "last_on": "2026-03-09",
    "until_on": "2026-03-09",
}


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def reached(email: str = "wang@example.test", language: str = "en", who=WANG, name: str = "wang") -> int:
    """A person with an e-mail address."""
    account_id, person_id = account(who, name=name)
    Account.objects.filter(pk=account_id).update(email=email, language=language)
    return person_id


def tell(person_id: int, kind: str = "case_granted", cause: str = "1", **more) -> None:
    acts.tell(person_id, kind, subject=1, data={**DATA, **more}, cause=cause, at=AT)


def test_the_same_cause_is_told_once():
    who = person()

    for _time in range(3):
        tell(who)
    tell(who, cause="2")
    tell(who, "case_refused")

    assert (Message.objects.count(), Outgoing.objects.count()) == (3, 3)


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en", "fr", "ja"])
def test_every_kind_has_its_words_in_every_language(kind, language):
    with translation.override(language):
        words = sentence(kind, DATA)

    assert ("食品经营许可" in words) == (kind not in ABOUT_ONESELF)
    assert "%" not in words
    assert "2026-03-09" not in words


def test_a_message_is_read_in_the_language_of_the_moment():
    who = person()
    tell(who)

    said = set()
    for language in ("en", "fr", "ja"):
        with translation.override(language):
            said.add(reads.messages(who).lines[0].words)

    assert len(said) == 3


def test_a_title_is_said_in_the_readers_language_where_it_is_known():
    who = person()
    tell(who, title="食品经营许可", titles={"fr": "Autorisation"})

    with translation.override("fr"):
        assert "Autorisation" in reads.messages(who).lines[0].words
    with translation.override("zh-hans"):
        assert "食品经营许可" in reads.messages(who).lines[0].words


def test_words_of_a_person_are_not_a_pattern():
    who = person()
    tell(who, title="100%(x)s %d {0}")

    assert "100%(x)s %d {0}" in reads.messages(who).lines[0].words


@pytest.mark.parametrize(("kind", "data"), [("nothing", DATA), ("case_extended", {"title": "x"})])
def test_a_message_without_its_words_is_not_kept(kind, data):
    with pytest.raises(KeyError):
        acts.tell(person(), kind, subject=1, data=data, cause="1", at=AT)
    assert not Message.objects.exists()


def test_the_newest_come_first_and_each_person_has_only_the_own():
    wang, li = person(), person(LI)
    for n in range(52):
        tell(wang, cause=str(n))
    tell(li)

    pages = [reads.messages(wang)]
    while cursor := pages[-1].next:
        pages.append(reads.messages(wang, cursor=cursor))
    lines = [line.id for page in pages for line in page.lines]

    assert [len(page.lines) for page in pages] == [20, 20, 12]
    assert lines == sorted(set(lines), reverse=True)
    assert (reads.unread(wang), reads.unread(li)) == (52, 1)


@pytest.mark.parametrize(
    "cursor", ["x", "|", "2026-03-02|5", "2026-03-02T09:00+08:00|-5", f"{AT}|" + "9" * 20]
)
def test_a_cursor_that_is_none_of_ours_begins_with_the_newest(cursor):
    who = person()
    tell(who)

    assert len(reads.messages(who, cursor=cursor).lines) == 1


def test_messages_stand_by_their_moment_and_not_by_when_they_were_written_down():
    who = person()
    for days in (2, 5, 1):
        moment = AT + timedelta(days=days)
        acts.tell(who, "case_granted", subject=days, data=DATA, cause=str(days), at=moment)

    assert [line.subject for line in reads.messages(who).lines] == [5, 2, 1]


def test_what_was_read_is_read_for_this_person_only():
    wang, li = person(), person(LI)
    tell(wang)
    tell(li)

    acts.mark_read([line.id for line in reads.messages(wang).lines], at=AT)

    assert (reads.unread(wang), reads.unread(li)) == (0, 1)
    assert not reads.messages(wang).lines[0].unread


def test_a_message_goes_out_once_in_the_language_of_the_person():
    tell(reached(language="fr"))

    assert [acts.send_waiting(at=now()) for _round in range(3)] == [1, 0, 0]
    assert mail.outbox[0].to == ["wang@example.test"]
    assert "«" in mail.outbox[0].body or "accord" in mail.outbox[0].body.lower()
    assert Outgoing.objects.get().state == "sent"


def test_whoever_has_no_address_gets_the_message_in_the_own_space_only():
    tell(person())

    acts.send_waiting(at=now())

    assert (mail.outbox, Outgoing.objects.get().state) == ([], "no_address")


def test_when_the_line_is_down_it_is_tried_again_after_growing_pauses_and_then_given_up(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    tell(reached())
    at, pauses = now(), []

    for _try in range(acts.MOST_TRIES):
        assert acts.send_waiting(at=at) == 1
        row = Outgoing.objects.get()
        pauses.append(row.not_before - at)
        assert acts.send_waiting(at=at) == 0
        at = row.not_before

    assert pauses == [timedelta(minutes=2**n) for n in range(1, acts.MOST_TRIES + 1)]
    assert (row.state, acts.send_waiting(at=at + timedelta(days=9))) == ("failed", 0)


def test_a_message_that_is_damaged_holds_up_no_other_and_is_tried_after_growing_pauses():
    tell(reached())
    Message.objects.update(kind="unheard_of")
    tell(reached(who=LI, name="li", email="li@example.test"))
    at, pauses = now(), []

    assert acts.send_waiting(at=at) == 2
    assert [one.to for one in mail.outbox] == [["li@example.test"]]
    for _try in range(3):
        row = Outgoing.objects.get(message__kind="unheard_of")
        pauses.append(row.not_before - at)
        at = row.not_before
        assert acts.send_waiting(at=at) == 1
    assert pauses == [timedelta(minutes=2), timedelta(minutes=4), timedelta(minutes=8)]


@pytest.mark.parametrize("broken", ["a@b\nBcc: c@d", "名@" + "x" * 70 + ".例"])
def test_an_address_that_no_mail_can_carry_does_not_hold_up_the_others(broken):
    tell(reached(email=broken))
    tell(reached(who=LI, name="li", email="li@example.test"))

    assert acts.send_waiting(at=now()) == 2
    assert ["li@example.test"] in [one.to for one in mail.outbox]
    assert acts.send_waiting(at=now()) == 0


@pytest.mark.rule("F-210")
def test_whoever_did_not_put_their_name_right_themselves_is_told_of_it():
    account_id, who = account()

    for by in (f"account:{account_id}", "account:9000000900"):
        listeners.tell_of_name(NameCorrected(subject=who, by=by, at=AT))

    assert [one.kind for one in Message.objects.filter(person_id=who)] == ["name_corrected"]

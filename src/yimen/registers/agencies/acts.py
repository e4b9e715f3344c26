"""What may be done to organs and posts. Nothing else writes to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from yimen.ground.bus.journal import publish
from yimen.ground.calendar.reads import today_of
from yimen.ground.codes import WRONG_USCC, uscc_valid
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.registers.agencies import reads
from yimen.registers.agencies.events import (
    AbsenceEnded,
    AbsenceReported,
    Appointed,
    OrganChanged,
    OrganOpened,
    PostLeft,
    PostOpened,
)
from yimen.registers.agencies.models import Absence, Holding, Organ, OrganKind, OrganText, Post, Role
from yimen.registers.people import acts as people

TEXTS = ("name", "address", "hours")
FACTS = ("short", "phone", "complaint_phone", "court", "reconsideration", "seal_serial")


@dataclass(frozen=True)
class NewOrgan:
    """What has to be known to enter an organ: `texts` by language, each with name, address and hours."""

    key: str
    kind: str
    division_code: str
    texts: Mapping[str, Mapping[str, str]]
    parent_id: int | None = None
    uscc: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


def _check(new: NewOrgan) -> None:
    if new.uscc and not uscc_valid(new.uscc):
        raise Refused(WRONG_USCC, field="uscc", code="check_character")
    if not new.texts.get("zh-hans", {}).get("name", "").strip():
        raise Refused(_("An organ needs its Chinese name."), field="name", code="empty")
    if not all(words.get("name", "").strip() for words in new.texts.values()):
        raise Refused(_("An organ needs a name."), field="name", code="empty")
    if new.kind not in OrganKind.values:
        raise Refused(_("There is no such kind of organ."), field="kind", code="unknown")


def _path_of(parent_id: int | None) -> str:
    if parent_id is None:
        return "/"
    parent = Organ.objects.filter(pk=parent_id).values_list("path", flat=True).first()
    if parent is None:
        raise Refused(_("The organ above is not in the register."), field="parent", code="unknown")
    return parent


def open_organ(new: NewOrgan, *, by: str, at: datetime) -> int:
    """Enter an organ; return its id. Raises Refused for a wrong code, a missing name or a key in use."""
    _check(new)
    try:
        with transaction.atomic():
            organ = Organ.objects.create(
                key=new.key,
                kind=new.kind,
                division_code=new.division_code,
                parent_id=new.parent_id,
                uscc=new.uscc,
                **{name: value for name, value in new.words.items() if name in FACTS},
            )
            above = _path_of(new.parent_id)
            organ.path = f"{above}{organ.pk}/"
            organ.save(update_fields=["path"])
            OrganText.objects.bulk_create(
                OrganText(organ=organ, language=language, **{name: words.get(name, "") for name in TEXTS})
                for language, words in new.texts.items()
            )
            publish(
                OrganOpened(subject=organ.pk, organ=organ.pk, by=by, at=at, name=new.texts["zh-hans"]["name"])
            )
            transaction.on_commit(reads.forget)
    except IntegrityError as error:
        raise Refused(
            _("An organ with this key or code is in the register."), field="uscc", code="twice"
        ) from error
    return organ.pk


def describe_organ(organ_id: int, *, language: str, words: Mapping[str, str], by: str, at: datetime) -> None:
    """Change the words about an organ in one language. Raises Refused for an empty name."""
    if not words.get("name", "").strip():
        raise Refused(_("An organ needs a name."), field="name", code="empty")
    with hold(Organ, organ_id) as organ:
        values = {name: words[name].strip() for name in TEXTS if name in words}
        OrganText.objects.update_or_create(organ=organ, language=language, defaults=values)
        publish(OrganChanged(subject=organ.pk, organ=organ.pk, by=by, at=at, fields=sorted(values)))
        transaction.on_commit(reads.forget)


def change_organ(organ_id: int, facts: Mapping[str, str], *, by: str, at: datetime) -> None:
    """Change facts about an organ (of FACTS): its telephones, and the court and the organ of reconsideration it names.

    Documents made out before keep what they say. Raises Refused if nothing is changed or a fact is too long.
    """
    with hold(Organ, organ_id) as organ:
        new = {name: value.strip() for name, value in facts.items() if name in FACTS}
        changed = sorted(name for name, value in new.items() if getattr(organ, name) != value)
        if not changed:
            raise Refused(_("Nothing would change."), field="facts", code="same")
        longest = {one.name: one.max_length or 0 for one in Organ._meta.concrete_fields}
        for name in changed:
            setattr(organ, name, new[name])
            if len(new[name]) > longest[name]:
                raise Refused(_("This is too long."), field=name, code="too_long")
        organ.save(update_fields=changed)
        publish(OrganChanged(subject=organ.pk, organ=organ.pk, by=by, at=at, fields=changed))
        transaction.on_commit(reads.forget)


def create_post(
    organ_id: int, role: str, title: str, *, delegated: Sequence[str] = (), by: str, at: datetime
) -> int:
    """Set up a post in an organ; return its id. Raises Refused for an unknown role."""
    if role not in Role.values:
        raise Refused(_("There is no such role."), field="role", code="unknown")
    with transaction.atomic():
        post = Post.objects.create(organ_id=organ_id, role=role, title=title, delegated=list(delegated))
        words: dict[str, Any] = {"role": role, "delegated": list(delegated)}
        publish(PostOpened(subject=post.pk, organ=organ_id, by=by, at=at, **words))
    return post.pk


def appoint(
    post_id: int, account_id: int, name: str, *, letter: str, on: date, by: str, at: datetime
) -> None:
    """Let someone hold a post as A or as B. Raises Refused if the place is taken or the person holds the other."""
    if letter not in {"A", "B"}:
        raise Refused(_("A post has the places A and B."), field="letter", code="unknown")
    try:
        with hold(Post, post_id) as post:
            holders = Holding.objects.filter(post=post, until_on__isnull=True)
            if holders.filter(account_id=account_id).exists():
                raise Refused(_("A and B must be two people."), field="account", code="same_person")
            Holding.objects.create(
                post=post, account_id=account_id, account_name=name, letter=letter, from_on=on
            )
            publish(
                Appointed(
                    subject=post.pk,
                    organ=post.organ_id,
                    by=by,
                    at=at,
                    account=account_id,
                    role=post.role,
                    letter=letter,
                )
            )
            transaction.on_commit(reads.forget)
    except IntegrityError as error:
        raise Refused(
            _("This place is taken; end the earlier holding first."), field="letter", code="taken"
        ) from error


def leave_post(holding_id: int, *, on: date, by: str, at: datetime) -> None:
    """End a holding. Raises Refused if it has ended."""
    with hold(Holding, holding_id) as holding:
        if holding.until_on is not None:
            raise Refused(_("This holding has ended."), code="out_of_order")
        if on < holding.from_on:
            raise Refused(_("The last day lies before the first."), field="on", code="order")
        holding.until_on = on
        holding.save(update_fields=["until_on"])
        post = holding.post
        words: dict[str, Any] = {"account": holding.account_id, "role": post.role, "letter": holding.letter}
        publish(PostLeft(subject=post.pk, organ=post.organ_id, by=by, at=at, **words))
        transaction.on_commit(reads.forget)


def dismiss(account_id: int, *, by: str, at: datetime) -> int:
    """End every holding of an officer from today on, and sign them out everywhere; return how many holdings ended.

    Raises Refused for someone who holds no post.
    """
    with transaction.atomic():
        held = Holding.objects.filter(account_id=account_id, until_on__isnull=True).order_by("pk")
        found = list(held.values_list("pk", "from_on"))
        if not found:
            raise Refused(_("This account holds no post."), field="account", code="unknown")
        for holding_id, since in found:
            leave_post(holding_id, on=max(since, today_of(at)), by=by, at=at)
        people.end_sessions(account_id)
    return len(found)


def report_absence(
    account_id: int, first: date, last: date, *, reason: str = "", by: str, at: datetime
) -> None:
    """Report that an officer will be away; B takes over from the first day (A-903).

    Raises Refused for days that are over, out of order or reported before.
    """
    if first < today_of(at):
        raise Refused(_("This day is over."), field="first", code="past")
    if last < first:
        raise Refused(_("The last day lies before the first."), field="last", code="order")
    with transaction.atomic():
        list(
            Holding.objects.select_for_update().filter(account_id=account_id)
        )  # two reports at once: in turn
        if Absence.objects.filter(account_id=account_id, first_on__lte=last, last_on__gte=first).exists():
            raise Refused(_("An absence on these days was reported before."), field="first", code="twice")
        Absence.objects.create(account_id=account_id, first_on=first, last_on=last, reason=reason)
        publish(
            AbsenceReported(
                subject=account_id, by=by, at=at, account=account_id, first_on=first, last_on=last
            )
        )
        transaction.on_commit(reads.forget)


def end_absence(account_id: int, *, on: date, by: str, at: datetime) -> None:
    """Record that an officer is here from a day on, instead of away; on the first day, that they never left.

    Raises Refused if no absence covers the day.
    """
    with transaction.atomic():
        away = Absence.objects.select_for_update().filter(
            account_id=account_id, first_on__lte=on, last_on__gte=on
        )
        absence = away.first()
        if absence is None:
            raise Refused(_("No absence is reported for this day."), code="out_of_order")
        if absence.first_on == on:
            absence.delete()
        else:
            absence.last_on = on - timedelta(days=1)
            absence.save(update_fields=["last_on"])
        publish(AbsenceEnded(subject=account_id, by=by, at=at, account=account_id))
        transaction.on_commit(reads.forget)

"""Who holds what: every post with its holders, for whoever appoints and dismisses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from yimen.registers.agencies.models import Holding, Post, Role
from yimen.registers.people import reads as people


@dataclass(frozen=True)
class Holder:
    """Someone who holds a post today or from a later day on."""

    letter: str
    account: str
    name: str
    from_on: date


@dataclass(frozen=True)
class PostHeld:
    """A post and its holders, none if it is vacant."""

    id: int
    organ_id: int
    role: str
    title: str
    holders: tuple[Holder, ...]


def posts_held(organ_ids: Iterable[int], *, on: date) -> list[PostHeld]:
    """Return the posts of organs in their order, vacant ones too, with who holds them on a day."""
    posts = list(Post.objects.filter(organ_id__in=list(organ_ids)).order_by("organ_id", "role", "pk"))
    rows = Holding.objects.filter(Q(until_on__isnull=True) | Q(until_on__gt=on), post__in=posts)
    found = list(rows.order_by("letter"))
    names = people.sign_in_names({one.account_id for one in found})
    return [
        PostHeld(
            post.pk,
            post.organ_id,
            post.role,
            post.title,
            tuple(
                Holder(one.letter, names.get(one.account_id, ""), one.account_name, one.from_on)
                for one in found
                if one.post_id == post.pk
            ),
        )
        for post in posts
    ]


def somebody_is(role: str = "", *, on: date) -> bool:
    """Say whether anybody holds a post on a day, or one of a role."""
    rows = Holding.objects.filter(Q(until_on__isnull=True) | Q(until_on__gt=on), from_on__lte=on)
    return rows.filter(post__role=role).exists() if role in Role.values else rows.exists()

"""Accounts and the people behind them."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Account(AbstractUser):
    """One sign-in for every system of the city."""

    language = models.CharField(_("language"), max_length=8, blank=True)
    mode = models.CharField(_("reading mode"), max_length=10, blank=True)
    person_id = models.BigIntegerField(_("person"), null=True, unique=True)

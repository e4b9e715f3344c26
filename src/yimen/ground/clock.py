"""The only place that reads the system clock."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """Return the present moment, aware, in Asia/Shanghai (rule T-06)."""
    return timezone.localtime(timezone.now())  # noqa: TID251 the one place that may

"""The journal's months: made ahead of time, so that no row waits for one."""

from datetime import date

from django.db import connection

EXISTS = "SELECT 1 FROM pg_class WHERE relname = %s AND relkind = 'r'"


def ensure(until: date) -> int:
    """Make the partitions up to the month of a date; return how many were new."""
    made = 0
    month = date(until.year, until.month, 1)
    with connection.cursor() as cursor:
        for _back in range(3):
            name = f"journal_{month:%Y_%m}"
            cursor.execute(EXISTS, [name])
            if cursor.fetchone() is None:
                after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
                cursor.execute(
                    f"CREATE TABLE {name} PARTITION OF journal "
                    f"FOR VALUES FROM ('{month} 00:00+08') TO ('{after} 00:00+08')"
                )
                made += 1
            month = date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
    return made

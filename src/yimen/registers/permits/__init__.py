"""Permits: what was granted, to whom, until when, and how it ended; for holders, officers and everyone who checks one."""

"""Several connections against one database, and faults on purpose."""

"""The database engine of Django with one difference: how it learns that a kept connection still lives."""

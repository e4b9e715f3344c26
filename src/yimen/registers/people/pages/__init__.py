"""A person's own pages, one file per errand."""

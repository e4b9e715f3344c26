"""The designer: forms and guided questions of a matter, drawn up without code; for those who write the catalogue."""

"""The parts of the interface, one file a subject."""

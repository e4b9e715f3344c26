"""Decisions published with what must stay private left out, and objections to it; for everyone."""

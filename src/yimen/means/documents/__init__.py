"""Numbered, sealed documents that anyone can check."""

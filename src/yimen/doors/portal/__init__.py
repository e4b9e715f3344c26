"""The online hall: find, understand, apply, follow, rate."""

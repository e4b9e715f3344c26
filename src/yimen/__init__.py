"""One door to every public service of a city, and one government behind it."""

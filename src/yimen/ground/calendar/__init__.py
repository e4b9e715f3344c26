"""Working days as announced, local closures, office hours, and the arithmetic of legal periods."""

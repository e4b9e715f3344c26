"""Who and what exists: people, agencies and the matters they offer."""

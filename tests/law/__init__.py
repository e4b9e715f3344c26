"""The law of a case as a model of its own, and walks that compare the platform with it."""

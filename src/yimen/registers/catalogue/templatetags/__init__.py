"""Tags for the words of matters and organs."""

"""Tags that show officers and organs."""

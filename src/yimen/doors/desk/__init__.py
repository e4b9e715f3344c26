"""The officer's desk: inbox, case page, window."""

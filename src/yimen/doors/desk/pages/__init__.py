"""Pages for officers: the inbox, a case, the window, absence, catalogue, operation."""

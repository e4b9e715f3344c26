"""Pages about permits: for their holders, for everyone, and for officers."""

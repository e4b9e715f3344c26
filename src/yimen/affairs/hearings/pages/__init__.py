"""Pages of hearings: at the desk, and for those concerned and the public."""

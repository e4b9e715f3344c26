"""Cases: one application for one matter, from the draft to the delivered answer."""

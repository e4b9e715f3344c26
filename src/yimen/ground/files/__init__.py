"""Files people hand in: received in pieces, checked, converted, kept by digest."""

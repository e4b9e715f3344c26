"""The demonstration city and its simulator: a user like any other, acting only through acts."""

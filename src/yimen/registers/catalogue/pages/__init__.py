"""The pages of the catalogue's desk."""

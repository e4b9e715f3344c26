"""Pages of the online hall: finding, applying, following, one's own space, the site itself."""

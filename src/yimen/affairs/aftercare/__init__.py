"""What happens to a permit after it was granted: checks, the four endings, and what they bring; for holders and inspectors."""

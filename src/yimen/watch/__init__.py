"""What looks on, may urge, and owns no affair."""

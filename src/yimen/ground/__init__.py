"""What every module stands on: no business at all."""

"""What has a clock and ends in an answer."""

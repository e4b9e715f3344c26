"""What templates may ask about cases."""

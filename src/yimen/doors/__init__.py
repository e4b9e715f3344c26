"""Where people come in; no rules of their own."""

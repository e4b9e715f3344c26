"""Five languages: choosing one, texts with a fallback, drafts of traditional characters."""

"""The catalogue of matters: what a citizen may ask of which organ, on which terms."""

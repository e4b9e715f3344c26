"""The pages of the archive: records, the reading room, hand-overs, the schedule, destruction, and one's own copy."""

"""The programming interface: everything a system may ask or do, versioned."""

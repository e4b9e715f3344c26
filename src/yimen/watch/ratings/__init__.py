"""What people thought of the service, five levels, never forced."""

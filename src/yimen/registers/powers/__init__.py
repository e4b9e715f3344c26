"""The register of power in public: lists, history, data and booklets of every organ; for everyone."""

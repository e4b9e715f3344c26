"""The record: one sealed package per closed case, kept, handed over, and destroyed only with approval; for archivists."""

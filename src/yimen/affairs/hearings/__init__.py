"""Hearings, and the say of those whose interests a case touches; for applicants, neighbours and the officers who hear them."""

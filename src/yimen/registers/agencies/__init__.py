"""Divisions, organs, posts and the officers who hold them."""

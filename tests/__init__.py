"""Tests across modules."""

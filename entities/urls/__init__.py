"""Addresses, by the page family that they serve."""

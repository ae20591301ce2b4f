"""Workbooks: given out to be filled in, and taken back without loss."""

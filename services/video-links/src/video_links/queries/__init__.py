"""Reads that several subjects are composed for."""

"""Booking's own state, one subject a file. Row-level security adds the practice to every WHERE."""

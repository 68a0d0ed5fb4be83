"""The command `standing`, for whoever operates an installation: it starts nothing, and reads no service's tables."""

"""What the neighbours told."""

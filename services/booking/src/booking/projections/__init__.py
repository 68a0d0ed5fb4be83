"""What the other services told, as it was told last. Row-level security adds the practice to every WHERE."""

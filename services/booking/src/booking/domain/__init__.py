"""What booking decides. Time and ids come in as arguments."""

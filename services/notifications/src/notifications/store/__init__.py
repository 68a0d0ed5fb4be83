"""What is this service's own."""

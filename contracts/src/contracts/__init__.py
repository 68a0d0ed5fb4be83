"""What crosses the broker between the services."""

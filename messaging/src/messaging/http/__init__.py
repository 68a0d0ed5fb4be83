"""What the services' APIs share: access tokens, problems, health, request logs."""

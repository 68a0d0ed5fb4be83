"""What requests and answers look like, one subject a file."""

"""One-time links, and the page that a client opens."""

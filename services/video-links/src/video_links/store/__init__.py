"""Own state: every statement about a subject, reads and writes, in its file."""

"""What booking told, kept and read in one file a subject."""

"""The chassis that the services share. No business word in it."""

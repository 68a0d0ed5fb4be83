"""Parse, open the transaction, run the command, answer."""

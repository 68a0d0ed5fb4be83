"""What composes several reads for a screen, a program or an operator. Nothing is changed or locked."""

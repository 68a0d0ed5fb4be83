"""`standing doctor`: whether an installation is as it has to be, one line a check, and what to do where it is not."""

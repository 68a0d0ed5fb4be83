"""`standing why APPOINTMENT`: its story over all three services. The first line names the cause of what is not well."""

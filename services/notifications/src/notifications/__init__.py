"""Rules, templates, confirmations and reminders; the scheduler that sends them."""

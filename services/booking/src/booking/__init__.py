"""Diary, series, clients, appointment kinds; the appointment summary."""

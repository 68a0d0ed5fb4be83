"""One recurring video booking, from the diary to the client's inbox, seen from outside: by the APIs and the mails."""

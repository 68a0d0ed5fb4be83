from typing import Final

# Each has a database, roles and a program of its own; programs and addresses have a hyphen in place of the underscore.
SERVICES: Final = ("booking", "video_links", "notifications")

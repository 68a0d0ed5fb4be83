-- serves: 0.1.0
-- When the access token expires by which the ticket was given: a host's socket does not outlive it for long.
ALTER TABLE room_tickets ADD COLUMN until timestamptz;

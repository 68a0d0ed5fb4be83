-- serves: 0.1.0
-- Who may host. Of practitioners empty until booking tells them anew: `booking resync practice ID`.
ALTER TABLE practitioners ADD COLUMN subject text; -- their user's, by which the identity provider knows them
ALTER TABLE room_tickets ADD COLUMN name text; -- of the host, as their token said
ALTER TABLE participants ADD COLUMN subject text; -- of a host's page, as name
ALTER TABLE participants ADD COLUMN name text;

-- Whose room it is now, and since when none of their pages is open.
ALTER TABLE calls ADD COLUMN host_subject text;
ALTER TABLE calls ADD COLUMN host_gone_at timestamptz;

-- To whom the client's picture goes, and who waits for its word.
ALTER TABLE client_sessions ADD COLUMN agreed_subject text;
ALTER TABLE client_sessions ADD COLUMN asked_subject text;

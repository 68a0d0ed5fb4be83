-- serves: 0.1.0
-- no-transaction
-- Whether a client is elsewhere at a time.
CREATE INDEX CONCURRENTLY IF NOT EXISTS series_of_client ON series (practice_id, client_id);

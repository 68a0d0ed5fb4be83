-- serves: 0.1.0
-- no-transaction
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS series_of_practice ON series (practice_id, id);

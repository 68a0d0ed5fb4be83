-- serves: 0.1.0
-- no-transaction
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS series_links_of_practice ON series_links (practice_id, series_id);

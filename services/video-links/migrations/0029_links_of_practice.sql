-- serves: 0.1.0
-- no-transaction
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS links_of_practice ON links (practice_id, appointment_id, generation);

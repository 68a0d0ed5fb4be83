-- serves: 0.1.0
-- no-transaction
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS appointments_of_practice ON appointments (practice_id, id);

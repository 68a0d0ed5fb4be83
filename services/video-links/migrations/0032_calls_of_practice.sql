-- serves: 0.1.0
-- no-transaction
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS calls_of_practice ON calls (practice_id, appointment_id);

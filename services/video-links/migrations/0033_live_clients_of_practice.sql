-- serves: 0.1.0
-- no-transaction
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS live_clients_of_practice ON client_sessions (practice_id, appointment_id) WHERE ended_at IS NULL;

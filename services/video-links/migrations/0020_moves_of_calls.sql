-- serves: 0.1.0
-- no-transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS moves_of_calls ON activities (appointment_id, at)
 WHERE kind IN ('joined', 'rejoined', 'taken_over', 'admitted', 'left', 'lost', 'host_entered', 'host_left');

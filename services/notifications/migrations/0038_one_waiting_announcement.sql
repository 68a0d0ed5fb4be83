-- serves: 0.1.0
-- no-transaction
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS communications_one_waiting_announcement
    ON communications (practice_id, series_id, recipient, channel)
 WHERE trigger = 'changed' AND status IN ('scheduled', 'held');

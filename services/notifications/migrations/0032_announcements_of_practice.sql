-- serves: 0.1.0
-- no-transaction
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS announcements_of_practice ON communications
       (practice_id, change_id, rule_id, recipient) NULLS NOT DISTINCT
 WHERE trigger <> 'reminder';

-- serves: 0.1.0
-- no-transaction
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS reminders_of_practice ON communications
       (practice_id, appointment_id, schedule_version, rule_id, recipient) NULLS NOT DISTINCT
 WHERE trigger = 'reminder';

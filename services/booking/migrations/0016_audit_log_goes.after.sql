-- serves: 0.2.0
DROP TABLE audit_log;
DROP FUNCTION keep_audit_entry;
ALTER TABLE practices ALTER COLUMN changed_at DROP DEFAULT;
ALTER TABLE practitioners ALTER COLUMN changed_at DROP DEFAULT;
ALTER TABLE clients ALTER COLUMN changed_at DROP DEFAULT;
ALTER TABLE series ALTER COLUMN changed_by DROP DEFAULT, ALTER COLUMN changed_at DROP DEFAULT;

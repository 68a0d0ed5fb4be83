-- serves: 0.2.0
-- after
DROP TABLE audit_log;
DROP FUNCTION keep_audit_entry;

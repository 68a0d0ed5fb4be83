-- serves: 0.2.0
DROP TABLE audit_log;
DROP FUNCTION keep_audit_entry;

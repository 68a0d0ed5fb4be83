-- serves: 0.2.0
DROP TABLE audit;
DROP FUNCTION keep_audit_entry;

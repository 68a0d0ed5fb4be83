-- serves: 0.2.0
-- after
DROP TABLE audit;
DROP FUNCTION keep_audit_entry;

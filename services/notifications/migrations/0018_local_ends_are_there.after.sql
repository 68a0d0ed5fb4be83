-- serves: 0.2.0
DROP TRIGGER filled ON appointments;
DROP FUNCTION fill_local_end;
ALTER TABLE appointments ALTER COLUMN local_end SET NOT NULL, ALTER COLUMN rule_start SET NOT NULL;

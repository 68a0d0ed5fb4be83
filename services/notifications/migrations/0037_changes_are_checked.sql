-- serves: 0.1.0
-- A file of its own: reading all rows takes a while, and in a transaction of its own keeps nobody from them meanwhile.
ALTER TABLE rules VALIDATE CONSTRAINT rules_trigger_check;
ALTER TABLE communications VALIDATE CONSTRAINT communications_trigger_check;
ALTER TABLE communications VALIDATE CONSTRAINT communications_announce_from_check;

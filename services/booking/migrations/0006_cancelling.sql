-- How many sessions a deed was about, from its appointment on, where it was about more than one thing.
ALTER TABLE audit_log ADD COLUMN sessions smallint;

-- By when a message that is held goes at the latest.
ALTER TABLE communications ADD COLUMN held_until timestamptz;

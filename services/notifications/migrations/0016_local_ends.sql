-- serves: 0.1.0
-- When an appointment ends on its zone's clock, which nobody derives anew; and the local time that was asked for, where the
-- clocks going forward left it out.
ALTER TABLE appointments ADD COLUMN local_end timestamp, ADD COLUMN rule_start timestamp;

-- What processes of 0.1 write has none: the clocks do not change meanwhile, as a rule. Gone with 0018.
CREATE FUNCTION fill_local_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.local_end = NEW.local_start + (NEW.ends_at - NEW.starts_at);
    NEW.rule_start = NEW.local_start;
    RETURN NEW;
END
$$;
CREATE TRIGGER filled BEFORE INSERT ON appointments
   FOR EACH ROW WHEN (NEW.local_end IS NULL) EXECUTE FUNCTION fill_local_end();

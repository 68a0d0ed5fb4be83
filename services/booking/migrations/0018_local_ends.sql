-- serves: 0.1.0
-- When an appointment ends on its zone's clock, which nobody derives anew.
ALTER TABLE appointments ADD COLUMN local_end timestamp;
-- By which zone data, such as 2026f, the UTC times and the local end follow from the local start. Empty: a release wrote
-- it that did not say.
ALTER TABLE appointments ADD COLUMN zone_data text COLLATE "C" NOT NULL DEFAULT '';
GRANT UPDATE (local_start, fold, shifted_from, starts_at, ends_at, local_end, occupied_from, occupied_to,
              schedule_version, zone_data)
   ON appointments TO booking_application;

-- What processes of 0.1 write has none: the clocks do not change meanwhile, as a rule. Gone with 0020.
CREATE FUNCTION fill_local_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.local_end = NEW.local_start + (NEW.ends_at - NEW.starts_at);
    RETURN NEW;
END
$$;
CREATE TRIGGER filled BEFORE INSERT ON appointments
   FOR EACH ROW WHEN (NEW.local_end IS NULL) EXECUTE FUNCTION fill_local_end();

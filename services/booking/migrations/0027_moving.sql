-- serves: 0.1.0
-- Moving: what is moved on its own remembers where the rule would have it; NULL of all else, as of what is booked. How long
-- a client is not told of a change yet, so that it can be taken back.
ALTER TABLE appointments ADD COLUMN rule_start timestamp;
ALTER TABLE practices
    ADD COLUMN changes_told_after interval NOT NULL DEFAULT interval '60 s'
        CHECK (changes_told_after BETWEEN interval '0 s' AND interval '5 min');

GRANT UPDATE (rule_start, accepted) ON appointments TO booking_application;
GRANT UPDATE (starts_local, until, count, skipped_months, skipped_dates) ON series TO booking_application;
GRANT UPDATE (changes_told_after) ON practices TO booking_application;

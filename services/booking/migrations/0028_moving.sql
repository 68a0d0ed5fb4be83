-- serves: 0.1.0
-- Moving: what is moved on its own remembers where the rule would have it; NULL of all else, as of what is booked. How long
-- a client is not told of a change yet, so that it can be taken back.
ALTER TABLE appointments ADD COLUMN rule_start timestamp;
ALTER TABLE practices
    ADD COLUMN changes_told_after interval NOT NULL DEFAULT interval '60 s'
        CHECK (changes_told_after BETWEEN interval '0 s' AND interval '5 min');

-- How a series was before its newest change, for as long as that can be taken back.
CREATE TABLE undoable_changes (
    practice_id uuid        NOT NULL,
    series_id   uuid        NOT NULL,
    version     integer     NOT NULL, -- that the change made
    notify      boolean     NOT NULL,
    until       timestamptz NOT NULL,
    before      jsonb       NOT NULL, -- the rule, and the appointments that are others since
    PRIMARY KEY (practice_id, series_id),
    FOREIGN KEY (practice_id, series_id) REFERENCES series (practice_id, id)
);
CALL protect_rows('undoable_changes');

GRANT SELECT, INSERT, UPDATE, DELETE ON undoable_changes TO booking_application;
GRANT UPDATE (rule_start, accepted) ON appointments TO booking_application;
GRANT UPDATE (starts_local, until, count, skipped_months, skipped_dates) ON series TO booking_application;
GRANT UPDATE (changes_told_after) ON practices TO booking_application;

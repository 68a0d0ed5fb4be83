-- serves: 0.1.0
-- Whether the clocks show the local start twice on its day, and which of the two it is; booking says it with the next
-- event of a series.
ALTER TABLE appointments
    ADD COLUMN twice boolean NOT NULL DEFAULT false,
    ADD COLUMN fold smallint NOT NULL DEFAULT 0 CHECK (fold IN (0, 1));

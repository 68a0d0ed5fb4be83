-- serves: 0.1.0
-- Whether the clocks show the local start twice on its day; booking says it with the next event of a series.
ALTER TABLE appointments ADD COLUMN twice boolean NOT NULL DEFAULT false;

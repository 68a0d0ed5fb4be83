-- The dates that the caller chose to leave out, since they were taken.
ALTER TABLE series ADD COLUMN skipped_dates date[] NOT NULL DEFAULT '{}';
ALTER TABLE series ALTER COLUMN skipped_dates DROP DEFAULT;

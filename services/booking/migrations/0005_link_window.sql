-- When a link lets its client in, as video-links says; NULL where it has not said it yet.
ALTER TABLE links ADD COLUMN opens_at timestamptz, ADD COLUMN closes_at timestamptz;

-- serves: 0.1.0
-- Until when a link lets its client in. Empty: video-links has not said so since.
ALTER TABLE links ADD COLUMN closes_at timestamptz;

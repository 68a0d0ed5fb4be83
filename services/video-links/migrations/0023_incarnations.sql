-- serves: 0.1.0
-- Of which incarnation of booking's database a version is. All that was told before databases named theirs is of the first.
ALTER TABLE practices ADD COLUMN incarnation bigint NOT NULL DEFAULT 0;
ALTER TABLE practitioners ADD COLUMN incarnation bigint NOT NULL DEFAULT 0;
ALTER TABLE series ADD COLUMN incarnation bigint NOT NULL DEFAULT 0;

GRANT SELECT, INSERT ON incarnations TO video_links_application;
GRANT SELECT ON incarnations TO video_links_relay;

-- serves: 0.1.0
-- Of which incarnation of booking's database a version is. All that was told before databases named theirs is of the first.
ALTER TABLE practices ADD COLUMN incarnation bigint NOT NULL DEFAULT 0;
ALTER TABLE practitioners ADD COLUMN incarnation bigint NOT NULL DEFAULT 0;
ALTER TABLE series ADD COLUMN incarnation bigint NOT NULL DEFAULT 0;

GRANT SELECT, INSERT ON incarnations TO video_links_application;
GRANT SELECT ON incarnations TO video_links_relay;

-- Whose links are told again.
GRANT SELECT (practice_id, series_id) ON series_links TO video_links_lookup;
CREATE POLICY looked_up ON series_links FOR SELECT TO video_links_lookup USING (true);
GRANT SELECT, INSERT, UPDATE ON handled_offsets TO video_links_application;
GRANT SELECT, INSERT, UPDATE ON last_watermark TO video_links_relay;
GRANT SELECT ON SEQUENCE outbox_id_seq TO video_links_relay;

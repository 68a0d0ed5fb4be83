-- serves: 0.1.0
-- Of which incarnation of its owner's database a version is. All that was told before databases named theirs is of the first.
ALTER TABLE series_links ADD COLUMN incarnation bigint NOT NULL DEFAULT 0;
ALTER TABLE links ADD COLUMN incarnation bigint NOT NULL DEFAULT 0;
ALTER TABLE calls ADD COLUMN incarnation bigint NOT NULL DEFAULT 0;
ALTER TABLE communications ADD COLUMN incarnation bigint NOT NULL DEFAULT 0;

GRANT SELECT, INSERT ON incarnations TO booking_application;
GRANT SELECT ON incarnations TO booking_relay;
GRANT SELECT, INSERT, UPDATE ON handled_offsets TO booking_application;
GRANT SELECT, INSERT, UPDATE ON last_watermark TO booking_relay;
GRANT SELECT ON SEQUENCE outbox_id_seq TO booking_relay;

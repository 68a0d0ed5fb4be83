-- serves: 0.1.0
-- Of which incarnation of its owner's database a version is. All that was told before databases named theirs is of the first.
ALTER TABLE practices ADD COLUMN incarnation bigint NOT NULL DEFAULT 0;
ALTER TABLE practitioners ADD COLUMN incarnation bigint NOT NULL DEFAULT 0;
ALTER TABLE clients ADD COLUMN incarnation bigint NOT NULL DEFAULT 0;
ALTER TABLE series ADD COLUMN incarnation bigint NOT NULL DEFAULT 0;
ALTER TABLE series_links ADD COLUMN incarnation bigint NOT NULL DEFAULT 0;
-- Empty beside a version: of the first.
ALTER TABLE communications ADD COLUMN told_incarnation bigint, ADD COLUMN change_incarnation bigint;

GRANT SELECT, INSERT ON incarnations TO notifications_application;
GRANT SELECT ON incarnations TO notifications_relay;
GRANT SELECT, INSERT, UPDATE ON handled_offsets TO notifications_application;
GRANT SELECT, INSERT, UPDATE ON last_watermark TO notifications_relay;
GRANT SELECT ON SEQUENCE outbox_id_seq TO notifications_relay;

-- serves: 0.1.0
-- Before which incarnation of its owner's database nothing that was told on a topic is to be relied on.
ALTER TABLE watermarks ADD COLUMN incarnation bigint NOT NULL DEFAULT 0;

-- What the relay has said last of this database on its own topic, noted before it was said: where the topic has heard more,
-- the database went back. One row, made with its first watermark: `database` is its name, which its backups have too.
CREATE TABLE last_watermark (
    one         boolean PRIMARY KEY DEFAULT true CHECK (one),
    database    uuid   NOT NULL DEFAULT gen_random_uuid(),
    incarnation bigint NOT NULL,
    last_row    bigint NOT NULL -- of the outbox, by its identity
);

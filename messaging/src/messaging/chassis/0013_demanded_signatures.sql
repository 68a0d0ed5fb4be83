-- serves: 0.1.0
-- From which offset on nothing of a topic's partition is read that its producer has not signed.
CREATE TABLE demanded_signatures (
    topic       text        NOT NULL,
    partition   integer     NOT NULL,
    from_offset bigint      NOT NULL,
    demanded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (topic, partition)
);

-- How far a topic has been heard: all that its producer committed before `committed_before`, by the clock of the
-- producer's Postgres, stands before the watermark in its partition, and has been handled here. A topic has been heard as
-- far as the earliest of its partitions, once each of them has a row.
CREATE TABLE watermarks (
    topic            text        NOT NULL,
    partition        integer     NOT NULL,
    partitions       integer     NOT NULL, -- that the topic had when this was written
    committed_before timestamptz NOT NULL,
    PRIMARY KEY (topic, partition)
);

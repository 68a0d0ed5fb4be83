-- serves: 0.1.0
-- How far each partition has been handled, kept in the transaction of what was handled: so a database that came back from a
-- backup knows what it has forgotten, whatever the group has committed to Kafka.
CREATE TABLE handled_offsets (
    topic      text    NOT NULL,
    partition  integer NOT NULL,
    handled_to bigint  NOT NULL, -- the first that was not handled
    PRIMARY KEY (topic, partition)
);

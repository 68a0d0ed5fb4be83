-- serves: 0.1.0
-- Events of a partition that were parked one after another, none handled between them: a hundred by one release, and the
-- partition has gone back to the first. Kept in the transactions in which they are parked and handled.
CREATE TABLE parked_streaks (
    topic     text    NOT NULL,
    partition integer NOT NULL,
    begins    bigint  NOT NULL, -- the offset of the first that `release` has parked
    ends      bigint  NOT NULL, -- and that of the last, whichever release parked it
    events    uuid[]  NOT NULL, -- by their ids, those that `release` has parked
    release   text    NOT NULL,
    park_to   bigint  NOT NULL, -- up to there somebody has all parked, however many
    PRIMARY KEY (topic, partition)
);

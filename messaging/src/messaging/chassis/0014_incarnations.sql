-- serves: 0.1.0
-- When this database has come back from a backup, or somebody has had something of it told as new: the times, in
-- milliseconds. The last of them goes with every event that is published. Where it is of the whole database, nothing that
-- was told before it is to be relied on.
CREATE TABLE incarnations (
    incarnation bigint  PRIMARY KEY,
    whole       boolean NOT NULL
);

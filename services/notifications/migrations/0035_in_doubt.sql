-- serves: 0.1.0
-- This database came back from a backup, and its topic does not hold what was told since: what was due by then may have
-- gone. One row; and which messages somebody has let go all the same.
CREATE TABLE in_doubt (
    one    boolean PRIMARY KEY DEFAULT true CHECK (one),
    due_by timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON in_doubt TO notifications_application;
ALTER TABLE communications ADD COLUMN may_repeat boolean NOT NULL DEFAULT false;

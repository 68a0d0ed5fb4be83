-- What every service's database has, whatever its business is. Run by the service's owner role.

-- Rows of `tenant_table` can be seen and written for the transaction's practices only, by whatever role.
-- FORCE binds the owner too, who therefore has a policy of its own, for data migrations.
-- The setting is wrapped in a SELECT so that it is read once a statement and not once a row.
CREATE PROCEDURE protect_rows(tenant_table regclass, tenant text DEFAULT 'practice_id')
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format(
        'CREATE POLICY practice ON %s USING ('
        '%I = ANY ((SELECT nullif(current_setting(''standing.practices'', true), '''')::uuid[])::uuid[]))',
        tenant_table, tenant
    );
    EXECUTE format('CREATE POLICY owner ON %s TO CURRENT_USER USING (true) WITH CHECK (true)', tenant_table);
END
$$;
REVOKE EXECUTE ON PROCEDURE protect_rows FROM PUBLIC;

-- What has been decided and not yet been published. The application adds, the relay reads and deletes: neither can
-- do the other's part, since the grants (in the service's own migration) differ.
CREATE TABLE outbox (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic    text        NOT NULL,
    key      bytea       NOT NULL,
    headers  bytea[]     NOT NULL, -- name, value, name, value, …
    value    bytea,
    added_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY added_by_all ON outbox FOR INSERT WITH CHECK (true);
CREATE POLICY relayed ON outbox FOR SELECT USING (true);
CREATE POLICY done ON outbox FOR DELETE USING (true);

-- Events that could not be handled, as they came. Without a readable practice they belong to none.
CREATE TABLE parked_events (
    id           uuid PRIMARY KEY,
    practice_id  uuid,
    topic        text        NOT NULL,
    partition    integer     NOT NULL,
    "offset"     bigint      NOT NULL,
    published_at timestamptz NOT NULL,
    key          bytea,
    headers      bytea[]     NOT NULL, -- name, value, name, value, …; an absent value is empty
    value        bytea,
    reason       text        NOT NULL,
    parked_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- With its time, since a topic that was made anew counts from 0 again.
    UNIQUE (topic, partition, "offset", published_at)
);
ALTER TABLE parked_events ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY practice ON parked_events USING (
    practice_id IS NULL
    OR practice_id = ANY ((SELECT nullif(current_setting('standing.practices', true), '')::uuid[])::uuid[])
);
CREATE POLICY owner ON parked_events TO CURRENT_USER USING (true) WITH CHECK (true);

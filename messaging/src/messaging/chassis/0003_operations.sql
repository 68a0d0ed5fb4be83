-- What somebody in operations looks at and decides. A service's own migration grants it, and hands the functions to its
-- look-up role.

-- Events that left a topic before they were handled here, and that somebody has said were told anew: from `handled_to`
-- to before `begins_at`. The worker goes on behind these gaps, and behind no others.
CREATE TABLE accepted_gaps (
    topic       text        NOT NULL,
    partition   integer     NOT NULL,
    handled_to  bigint      NOT NULL,
    begins_at   bigint      NOT NULL,
    accepted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (topic, partition, handled_to)
);

-- Whether anything of a key is parked.
CREATE INDEX parked_events_of_key ON parked_events (key);

-- Parked events of all practices, oldest first. Each is then read in a transaction for its practice.
CREATE FUNCTION find_parked()
RETURNS TABLE (id uuid, practice_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT parked_events.id, parked_events.practice_id
      FROM public.parked_events
     ORDER BY parked_events.parked_at, parked_events.id
$$;
REVOKE EXECUTE ON FUNCTION find_parked FROM PUBLIC;

-- How many events are parked, and since when the first of them.
CREATE FUNCTION count_parked()
RETURNS TABLE (events bigint, oldest_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT count(*), min(parked_at) FROM public.parked_events
$$;
REVOKE EXECUTE ON FUNCTION count_parked FROM PUBLIC;

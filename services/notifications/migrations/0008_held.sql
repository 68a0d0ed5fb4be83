-- Messages that are held: what they wait for, and when they are looked at again whatever happens.

ALTER TABLE communications
    ADD COLUMN held_until timestamptz,    -- it goes by then at the latest; kept, so that all its holding ends then
    ADD COLUMN look_again_at timestamptz, -- of one that is held; NULL: when what it waits for has come, and not before
    ADD COLUMN superseded boolean NOT NULL DEFAULT false, -- something has changed since it was claimed
    ADD CHECK (status = 'held' OR look_again_at IS NULL);

CREATE INDEX communications_held ON communications (reason, look_again_at) WHERE status = 'held';
CREATE INDEX communications_due_of_practice ON communications (practice_id, due_at) WHERE status = 'scheduled';

GRANT SELECT (topic, partition, partitions, committed_before) ON watermarks TO notifications_lookup;
GRANT SELECT (key) ON parked_events TO notifications_lookup;
CREATE POLICY lookup ON parked_events FOR SELECT TO notifications_lookup USING (true);
GRANT SELECT (reason, look_again_at) ON communications TO notifications_lookup;
GRANT SELECT (practice_id) ON series, practitioners, clients TO notifications_lookup;

-- The first of the topics that has not been heard as far as `most_behind` before now; NULL where all have. A topic has been
-- heard as far as the earliest of its partitions, once each of them has told.
CREATE FUNCTION topic_behind(topics text[], most_behind interval)
RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT asked.topic
      FROM unnest(topics) WITH ORDINALITY AS asked (topic, number)
     WHERE NOT coalesce(
               (
                   SELECT count(*) >= max(watermarks.partitions)
                      AND min(watermarks.committed_before) >= clock_timestamp() - most_behind
                     FROM public.watermarks
                    WHERE watermarks.topic = asked.topic
               ),
               false
           )
     ORDER BY asked.number
     LIMIT 1
$$;

-- Messages that are due and of which practice, practitioner and client are known, as that practice's own. Whether
-- anything keeps one back besides is decided once it is claimed, by whoever writes it.
-- Of each practice that has any, the oldest come first, and the practices take turns: however much one has to say, the
-- others are heard. A cancellation waits while another message of its series is on its way: the client may be learning of
-- a session from it.
CREATE OR REPLACE FUNCTION lock_due_communications(due_by timestamptz, at_most integer)
RETURNS TABLE (practice_id uuid, communication_id uuid)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH waiting AS MATERIALIZED (
        SELECT practices.id
          FROM public.practices
         WHERE practices.version > 0
           AND EXISTS (
                   SELECT
                     FROM public.communications AS communication
                    WHERE communication.practice_id = practices.id
                      AND communication.status = 'scheduled'
                      AND communication.due_at <= due_by
               )
    ), turns AS (
        SELECT due.id, due.due_at, due.turn
          FROM waiting
         CROSS JOIN LATERAL (
                   SELECT oldest.id, oldest.due_at, row_number() OVER (ORDER BY oldest.due_at) AS turn
                     FROM (
                              SELECT communication.id, communication.due_at
                                FROM public.communications AS communication
                               WHERE communication.practice_id = waiting.id
                                 AND communication.status = 'scheduled'
                                 AND communication.due_at <= due_by
                                 AND EXISTS (
                                         SELECT
                                           FROM public.series
                                           JOIN public.practitioners ON practitioners.id = series.practitioner_id
                                            AND practitioners.practice_id = series.practice_id
                                           JOIN public.clients ON clients.id = series.client_id
                                            AND clients.practice_id = series.practice_id
                                          WHERE series.id = communication.series_id
                                     )
                                 AND (
                                         communication.trigger <> 'cancelled'
                                         OR NOT EXISTS (
                                                SELECT
                                                  FROM public.communications AS other
                                                 WHERE other.series_id = communication.series_id
                                                   AND other.status = 'sending'
                                                   AND other.trigger <> 'cancelled'
                                            )
                                     )
                               ORDER BY communication.due_at
                               LIMIT ceil(4.0 * at_most / (SELECT count(*) FROM waiting))
                          ) AS oldest
               ) AS due
         ORDER BY due.turn, due.due_at
         LIMIT 4 * at_most -- another worker may just be taking the first
    )
    SELECT communication.practice_id, communication.id
      FROM turns
      JOIN public.communications AS communication ON communication.id = turns.id
     WHERE communication.status = 'scheduled'
     ORDER BY turns.turn, turns.due_at
     LIMIT at_most
       FOR UPDATE OF communication SKIP LOCKED
$$;

-- Held messages for which the waiting is over: their time has come, or what they waited for has.
CREATE FUNCTION lock_releasable_communications(
    due_by timestamptz, topics text[], most_behind interval, at_most integer
)
RETURNS TABLE (practice_id uuid, communication_id uuid)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT communication.practice_id, communication.id
      FROM public.communications AS communication
     WHERE communication.status = 'held'
       AND (
               (
                   communication.reason IN (
                       'diary_behind', 'links_behind', 'waiting_for_link', 'mail_server_turns_away'
                   )
                   AND communication.look_again_at <= due_by
               )
               -- Of none while a topic is behind: an hour's messages are not looked through each time.
               OR communication.reason = ANY (
                      (
                          SELECT CASE WHEN public.topic_behind(topics, most_behind) IS NULL
                                      THEN ARRAY['diary_behind', 'links_behind']
                                      ELSE '{}'
                                 END
                      )::text[]
                  )
               OR (
                      communication.reason = 'event_parked'
                      AND NOT EXISTS (
                              SELECT
                                FROM public.series
                                JOIN public.parked_events ON parked_events.key IN (
                                         convert_to(series.id::text, 'UTF8'),
                                         convert_to(series.client_id::text, 'UTF8'),
                                         convert_to(series.practitioner_id::text, 'UTF8'),
                                         convert_to(communication.practice_id::text, 'UTF8')
                                     )
                               WHERE series.id = communication.series_id
                          )
                  )
           )
     LIMIT at_most
       FOR UPDATE OF communication SKIP LOCKED
$$;

ALTER FUNCTION lock_releasable_communications OWNER TO notifications_lookup;
REVOKE EXECUTE ON FUNCTION lock_releasable_communications, topic_behind FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lock_releasable_communications TO notifications_application;
GRANT EXECUTE ON FUNCTION topic_behind TO notifications_application, notifications_lookup;

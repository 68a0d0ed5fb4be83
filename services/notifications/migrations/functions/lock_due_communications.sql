-- Messages that are due and of which practice, practitioner and client are known, as that practice's own. Whether
-- anything keeps one back besides is decided once it is claimed, by whoever writes it.
-- Of each practice that has any, the oldest come first, and the practices take turns: however much one has to say, the
-- others are heard. A cancellation waits while another message of its series is on its way: the client may be learning of
-- a session from it. So does what tells of changes, for others that are due too, and until booking has been heard beyond the
-- time until which the change may be taken back; where it is not heard for a minute, whoever writes the message sees that.
-- While what tells of changes is on its way, nothing else of its series goes; a reminder of what it concerns waits until it
-- has gone, which may say the same.
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
                                 -- Asked of each until there are enough; an EXISTS is joined with all that there are.
                                 AND (
                                         SELECT true
                                           FROM public.series
                                           JOIN public.practitioners ON practitioners.id = series.practitioner_id
                                            AND practitioners.practice_id = series.practice_id
                                           JOIN public.clients ON clients.id = series.client_id
                                            AND clients.practice_id = series.practice_id
                                          WHERE series.practice_id = communication.practice_id
                                            AND series.id = communication.series_id
                                     )
                                 AND NOT EXISTS (
                                         SELECT
                                           FROM public.communications AS other
                                          WHERE other.series_id = communication.series_id
                                            AND other.practice_id = communication.practice_id
                                            AND other.id <> communication.id
                                            AND CASE
                                                    WHEN communication.trigger = 'cancelled'
                                                    THEN other.status = 'sending' AND other.trigger <> 'cancelled'
                                                    WHEN communication.trigger = 'changed'
                                                    THEN other.status = 'sending'
                                                      OR (
                                                             other.status = 'scheduled'
                                                             AND other.due_at <= due_by
                                                             AND other.trigger NOT IN ('changed', 'reminder')
                                                         )
                                                    ELSE other.trigger = 'changed'
                                                     AND (
                                                             other.status = 'sending'
                                                             OR (
                                                                    communication.trigger = 'reminder'
                                                                    AND other.status = 'scheduled'
                                                                    AND other.due_at <= due_by
                                                                    AND communication.appointment_id
                                                                        = ANY (other.concerns)
                                                                )
                                                         )
                                                END
                                     )
                                 AND (
                                         communication.trigger <> 'changed'
                                         OR communication.due_at <= due_by - interval '1 minute'
                                         OR communication.announce_from < (
                                                SELECT CASE
                                                           WHEN count(*) >= max(watermarks.partitions)
                                                           THEN min(watermarks.committed_before)
                                                       END
                                                  FROM public.watermarks
                                                 WHERE watermarks.topic = 'booking.events.v1'
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
ALTER FUNCTION lock_due_communications OWNER TO notifications_lookup;
REVOKE EXECUTE ON FUNCTION lock_due_communications FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lock_due_communications TO notifications_application;

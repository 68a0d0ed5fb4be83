-- Held messages for which the waiting is over: their time has come, or what they waited for has.
CREATE OR REPLACE FUNCTION lock_releasable_communications(
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
                       'diary_behind', 'diary_restored', 'links_behind', 'links_restored', 'restored',
                       'waiting_for_link', 'mail_server_turns_away'
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
                               WHERE series.practice_id = communication.practice_id
                                 AND series.id = communication.series_id
                                 AND (
                                         parked_events.practice_id = communication.practice_id
                                         OR parked_events.practice_id IS NULL
                                     )
                          )
                  )
           )
     LIMIT at_most
       FOR UPDATE OF communication SKIP LOCKED
$$;
ALTER FUNCTION lock_releasable_communications OWNER TO notifications_lookup;
REVOKE EXECUTE ON FUNCTION lock_releasable_communications FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lock_releasable_communications TO notifications_application;

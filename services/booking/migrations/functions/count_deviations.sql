-- How many deviations there are of each code, in every practice together: for a gauge. Of sessions that begin within 30
-- days, by what has not been changed for a minute. What each code means: booking.domain.reconciliation.
CREATE OR REPLACE FUNCTION count_deviations(at timestamptz)
RETURNS TABLE (code text, deviations bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    WITH settled AS MATERIALIZED (
        SELECT appointments.practice_id, appointments.id, appointments.series_id, appointments.number,
               appointments.status = 'booked' AS booked, series.video
          FROM public.appointments
          JOIN public.series ON series.practice_id = appointments.practice_id AND series.id = appointments.series_id
         WHERE appointments.starts_at > count_deviations.at - interval '48 hours'
           AND appointments.starts_at < count_deviations.at + interval '30 days'
           AND appointments.ends_at > count_deviations.at
           AND NOT EXISTS (
                   SELECT
                     FROM public.audit_log
                    WHERE audit_log.practice_id = appointments.practice_id
                      AND audit_log.about = appointments.series_id
                      AND audit_log.at > count_deviations.at - interval '60 seconds'
               )
    ), messages AS MATERIALIZED (
        SELECT communications.status, communications.due_at, communications.series_id, communications.appointment_id
          FROM public.communications
         WHERE (communications.status IN ('scheduled', 'sending')
                AND communications.due_at < count_deviations.at - interval '60 seconds')
            OR communications.status IN ('held', 'failed')
    )
    SELECT 'no_link', count(*)
      FROM settled
     WHERE booked
       AND video
       AND NOT EXISTS (
               SELECT
                 FROM public.links
                WHERE links.practice_id = settled.practice_id
                  AND links.appointment_id = settled.id
           )
    UNION ALL
    SELECT 'stray_link', count(*)
      FROM settled
      JOIN public.links ON links.practice_id = settled.practice_id AND links.appointment_id = settled.id
     WHERE links.state = 'live'
       AND NOT (booked AND video)
    UNION ALL
    SELECT 'no_reminder', count(*)
      FROM settled
     WHERE booked
       AND number > 1
       AND NOT EXISTS (
               SELECT
                 FROM public.communications
                WHERE communications.practice_id = settled.practice_id
                  AND communications.appointment_id = settled.id
           )
       AND NOT EXISTS (
               SELECT
                 FROM public.communications
                WHERE communications.practice_id = settled.practice_id
                  AND communications.series_id = settled.series_id
                  AND communications.link_of = settled.id
           )
    UNION ALL
    SELECT 'no_confirmation', count(DISTINCT series_id)
      FROM settled
     WHERE booked
       AND NOT EXISTS (
               SELECT
                 FROM public.communications
                WHERE communications.practice_id = settled.practice_id
                  AND communications.series_id = settled.series_id
                  AND communications.trigger IN ('single', 'recurring', 'single_video', 'recurring_video')
           )
    UNION ALL
    SELECT codes.code, count(messages.status)
      FROM (VALUES ('message_overdue', 'scheduled'), ('message_overdue', 'sending'), ('message_held', 'held'),
                   ('message_failed', 'failed')) AS codes (code, status)
      LEFT JOIN messages
        ON messages.status = codes.status
       AND (
               messages.appointment_id IN (SELECT settled.id FROM settled)
               OR (messages.appointment_id IS NULL AND messages.series_id IN (SELECT settled.series_id FROM settled))
           )
     GROUP BY codes.code
    UNION ALL
    SELECT 'event_parked', count(DISTINCT key) FROM public.parked_events
$$;
ALTER FUNCTION count_deviations OWNER TO booking_lookup;
REVOKE EXECUTE ON FUNCTION count_deviations FROM PUBLIC;
GRANT EXECUTE ON FUNCTION count_deviations TO booking_application;

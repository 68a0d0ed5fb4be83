-- serves: 0.1.0
-- When each was last changed, and a series by whom: so that whoever asks need not read the audit log, which has a lifetime.
ALTER TABLE practices ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE practitioners ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE clients ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE series
    ADD COLUMN changed_by text NOT NULL DEFAULT '', -- subject; empty until 0015
    ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();
GRANT UPDATE (changed_by, changed_at) ON series TO booking_application;
GRANT SELECT (changed_at) ON series TO booking_lookup;
GRANT SELECT, INSERT ON audit_entries TO booking_application;
GRANT EXECUTE ON FUNCTION forget_audit_entries TO booking_application;

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
           AND series.changed_at <= count_deviations.at - interval '60 seconds'
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

-- Messages that bring an appointment's current link, since the client asked for it or staff replaced it. Of an
-- appointment and of a request (`change_id`), without a schedule version: whatever the time, the link is the same.

ALTER TABLE rules DROP CONSTRAINT rules_trigger_check, ADD CONSTRAINT rules_trigger_check CHECK (trigger IN (
    'single', 'recurring', 'single_video', 'recurring_video', 'reminder', 'link_requested', 'link_reissued'
));
ALTER TABLE communications DROP CONSTRAINT communications_trigger_check, ADD CONSTRAINT communications_trigger_check
    CHECK (trigger IN (
        'single', 'recurring', 'single_video', 'recurring_video', 'reminder', 'link_requested', 'link_reissued'
    ));
-- A link's message can be known before its series: they are told on two topics.
ALTER TABLE communications DROP CONSTRAINT communications_series_id_fkey;
-- An older link than this is dead by the time that it arrives.
ALTER TABLE communications ADD COLUMN link_generation_from integer;

-- The practices that there are get the starting rules too.
WITH starting (trigger, name, subject, body) AS (
    VALUES
        ('link_requested', 'Link on request',
         'Your video link: {{ session.short_date }}, {{ session.start }}',
         $body$# Your video link

Hello {{ client.first_name }},

Here is the link for your video session with {{ practitioner.name }}.

> ### {{ session.date }}
> ### {{ session.time }}
>
> {{ link }}

This link is for this session only. You can open it more than once: if the call stops, open it again.

You get it because somebody asked for it on the page of one of your links. If that was not you, you do not need to do anything.
$body$),
        ('link_reissued', 'New link',
         'Your new video link: {{ session.short_date }}, {{ session.start }}',
         $body$# Your new video link

Hello {{ client.first_name }},

You have a new link for your video session with {{ practitioner.name }}. The link that you had before does not work any more.

> ### {{ session.date }}
> ### {{ session.time }}
>
> {{ link }}

This link is for this session only. You can open it more than once: if the call stops, open it again.
$body$)
), given AS (
    SELECT starting.*, practices.id AS practice_id, gen_random_uuid() AS template_id
      FROM starting, practices
), added AS (
    INSERT INTO templates (id, practice_id, name, channel, subject, body)
    SELECT template_id, practice_id, name, 'email', subject, body
      FROM given
)
INSERT INTO rules (id, practice_id, trigger, channel, template_id, active, delay)
SELECT gen_random_uuid(), practice_id, trigger, 'email', template_id, true, interval '0'
  FROM given;

GRANT SELECT (generation) ON links TO notifications_lookup;
GRANT SELECT (link_generation_from) ON communications TO notifications_lookup;

-- Messages that are due and have all that they need: practice, practitioner, client, and the link of the session that
-- they lead to. Where that link is dead, a message of this session alone can be ended; one of the whole series waits,
-- since the next session's link may go in it. Where no session lies ahead any more, it can be ended without a link.
CREATE OR REPLACE FUNCTION lock_due_communications(due_by timestamptz, at_most integer)
RETURNS TABLE (practice_id uuid, communication_id uuid)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT communication.practice_id, communication.id
      FROM public.communications AS communication
     WHERE communication.status = 'scheduled'
       AND communication.due_at <= due_by
       AND EXISTS (
               SELECT
                 FROM public.series
                 JOIN public.practitioners ON practitioners.id = series.practitioner_id
                 JOIN public.clients ON clients.id = series.client_id
                WHERE series.id = communication.series_id
           )
       AND EXISTS (
               SELECT FROM public.practices WHERE practices.id = communication.practice_id AND practices.version > 0
           )
       AND (
               NOT communication.carries_link
               OR coalesce(
                      (
                          SELECT EXISTS (
                                     SELECT
                                       FROM public.links
                                      WHERE links.appointment_id = session.id
                                        AND links.generation >= coalesce(communication.link_generation_from, 0)
                                        AND (links.state = 'live' OR communication.appointment_id IS NOT NULL)
                                 )
                            FROM public.appointments AS session
                           WHERE session.series_id = communication.series_id
                             AND (communication.appointment_id IS NULL OR session.id = communication.appointment_id)
                             AND session.status = 'booked'
                             AND session.ends_at > due_by
                           ORDER BY session.number
                           LIMIT 1
                      ),
                      true
                  )
           )
     ORDER BY communication.due_at
     LIMIT at_most
       FOR UPDATE OF communication SKIP LOCKED
$$;

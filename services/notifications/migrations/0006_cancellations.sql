-- The message that sessions are cancelled.

ALTER TABLE rules DROP CONSTRAINT rules_trigger_check, ADD CONSTRAINT rules_trigger_check CHECK (trigger IN (
    'single', 'recurring', 'single_video', 'recurring_video', 'reminder', 'cancelled', 'link_requested', 'link_reissued'
));
ALTER TABLE communications DROP CONSTRAINT communications_trigger_check, ADD CONSTRAINT communications_trigger_check
    CHECK (trigger IN (
        'single', 'recurring', 'single_video', 'recurring_video', 'reminder', 'cancelled', 'link_requested',
        'link_reissued'
    ));

ALTER TABLE communications
    ADD COLUMN concerns uuid[] NOT NULL DEFAULT '{}', -- the appointments that a cancellation tells of
    ADD COLUMN change_version integer,                 -- of a cancellation: the series' version that brought it
    ADD COLUMN told_version integer,                   -- the series' version that was last offered; NULL: an early one
    ADD CHECK ((trigger = 'cancelled') = (change_version IS NOT NULL));

-- The practices that there are get the starting rule too, with the delay that their confirmations started with.
WITH starting (trigger, name, subject, body) AS (
    VALUES
        ('cancelled', 'Cancellation',
         $subject${% if cancelled and cancelled.is_all %}All your sessions are cancelled{% elif cancelled and cancelled.count > 1 %}{{ cancelled.count }} of your sessions are cancelled{% else %}Your session on {{ session.short_date }} is cancelled{% endif %}$subject$,
         $body$# {% if cancelled and cancelled.count > 1 %}Your sessions are cancelled{% else %}Your session is cancelled{% endif %}

Hello {{ client.first_name }},

{% if cancelled and cancelled.is_all %}
All your sessions with {{ practitioner.name }} are cancelled:

{{ cancelled.dates }}
{% elif cancelled and cancelled.count > 1 %}
These {{ cancelled.count }} sessions with {{ practitioner.name }} are cancelled:

{{ cancelled.dates }}
{% else %}
Your session with {{ practitioner.name }} on {{ session.date }} at {{ session.start }} is cancelled.
{% endif %}

You do not need to do anything.{% if cancelled and cancelled.others_ahead %} Your other sessions have not changed.{% endif %}
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
SELECT gen_random_uuid(), practice_id, trigger, 'email', template_id, true,
       coalesce(
           (
               SELECT max(delay)
                 FROM rules
                WHERE rules.practice_id = given.practice_id
                  AND rules.trigger IN ('single', 'recurring', 'single_video', 'recurring_video')
           ),
           interval '20 s'
       )
  FROM given;

GRANT SELECT (trigger) ON communications TO notifications_lookup;

-- Messages that are due and have all that they need: practice, practitioner, client, and the link of the session that
-- they lead to. Where that link is dead, a message of this session alone can be ended; one of the whole series waits,
-- since the next session's link may go in it. Where no session lies ahead any more, it can be ended without a link.
-- A cancellation waits while another message of its series is on its way: the client may be learning of a session from it.
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
               communication.trigger <> 'cancelled'
               OR NOT EXISTS (
                      SELECT
                        FROM public.communications AS other
                       WHERE other.series_id = communication.series_id
                         AND other.status = 'sending'
                         AND other.trigger <> 'cancelled'
                  )
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

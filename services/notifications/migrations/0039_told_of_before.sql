-- serves: 0.1.0
-- What was told before, by what has gone or may have: nothing had been moved, so that it is where each appointment is. A
-- confirmation told all that was booked, a cancellation what it took away, any other message its own.
INSERT INTO told (practice_id, series_id, recipient, channel, appointment_id, local_start, fold, twice, local_end,
                  starts_at, ends_at, status, practitioner_id, kind_id, link_generation, told_at)
SELECT DISTINCT ON (message.practice_id, message.series_id, message.recipient, message.channel, appointments.id)
       message.practice_id, message.series_id, message.recipient, message.channel, appointments.id,
       appointments.local_start, appointments.fold, appointments.twice, appointments.local_end, appointments.starts_at,
       appointments.ends_at,
       CASE WHEN message.trigger = 'cancelled' THEN 'cancelled' ELSE 'booked' END,
       series.practitioner_id, series.kind_id,
       max(message.link_generation) FILTER (WHERE message.link_of = appointments.id) OVER (
           PARTITION BY message.practice_id, message.series_id, message.recipient, message.channel, appointments.id
       ),
       coalesce(message.sent_at, message.due_at)
  FROM communications AS message
  JOIN series ON series.id = message.series_id AND series.practice_id = message.practice_id
  JOIN appointments ON appointments.series_id = message.series_id AND appointments.practice_id = message.practice_id
 WHERE (message.status IN ('sent', 'unknown') OR message.handed_over > 0)
   AND CASE
           WHEN message.trigger IN ('single', 'recurring', 'single_video', 'recurring_video') THEN true
           WHEN message.trigger = 'cancelled' THEN appointments.id = ANY (message.concerns)
           ELSE appointments.id = message.appointment_id
       END
 ORDER BY message.practice_id, message.series_id, message.recipient, message.channel, appointments.id,
          (message.trigger = 'cancelled') DESC, coalesce(message.sent_at, message.due_at) DESC
ON CONFLICT DO NOTHING;

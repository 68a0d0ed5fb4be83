-- serves: 0.2.0
-- Tickets of clients who have gone are not deleted any more: they are refused.
DROP INDEX room_tickets_appointment_id_idx;

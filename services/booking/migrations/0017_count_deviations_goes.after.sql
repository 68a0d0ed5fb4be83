-- serves: 0.2.0
-- Reconciliation is judged in one place, series by series.
DROP FUNCTION count_deviations;
DROP POLICY looked_up ON appointments;
DROP POLICY looked_up ON series;
DROP POLICY looked_up ON links;
DROP POLICY looked_up ON communications;
REVOKE SELECT (practice_id, id, series_id, number, status, starts_at, ends_at) ON appointments FROM booking_lookup;
REVOKE SELECT (practice_id, id, video) ON series FROM booking_lookup;
REVOKE SELECT (practice_id, appointment_id, state) ON links FROM booking_lookup;
REVOKE SELECT (practice_id, series_id, appointment_id, trigger, status, due_at, link_of) ON communications
    FROM booking_lookup;

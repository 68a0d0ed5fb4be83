-- The chassis' tools for operations: gaps that were accepted, and parked events of all practices by their ids.
-- 0008 lets the look-up role see parked events already.
GRANT SELECT, INSERT, UPDATE ON accepted_gaps TO booking_application;
GRANT SELECT (id, practice_id, parked_at) ON parked_events TO booking_lookup;
ALTER FUNCTION find_parked OWNER TO booking_lookup;
ALTER FUNCTION count_parked OWNER TO booking_lookup;
GRANT EXECUTE ON FUNCTION find_parked, count_parked TO booking_application;

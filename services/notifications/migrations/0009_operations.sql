-- The chassis' tools for operations: gaps that were accepted, and parked events of all practices by their ids.
GRANT SELECT, INSERT, UPDATE ON accepted_gaps TO notifications_application;
GRANT SELECT (id, practice_id, parked_at) ON parked_events TO notifications_lookup;
ALTER FUNCTION find_parked OWNER TO notifications_lookup;
ALTER FUNCTION count_parked OWNER TO notifications_lookup;
GRANT EXECUTE ON FUNCTION find_parked, count_parked TO notifications_application;

-- The chassis' tools for operations: gaps that were accepted, and parked events of all practices by their ids.
GRANT SELECT, INSERT, UPDATE ON accepted_gaps TO video_links_application;
GRANT SELECT (id, practice_id, parked_at) ON parked_events TO video_links_lookup;
CREATE POLICY looked_up ON parked_events FOR SELECT TO video_links_lookup USING (true);
ALTER FUNCTION find_parked OWNER TO video_links_lookup;
ALTER FUNCTION count_parked OWNER TO video_links_lookup;
GRANT EXECUTE ON FUNCTION find_parked, count_parked TO video_links_application;

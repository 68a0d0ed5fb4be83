-- The first of the topics that has not been heard as far as `most_behind` before now; NULL where all have. A topic has been
-- heard as far as the earliest of its partitions, once each of them has told.
CREATE OR REPLACE FUNCTION topic_behind(topics text[], most_behind interval)
RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT asked.topic
      FROM unnest(topics) WITH ORDINALITY AS asked (topic, number)
     WHERE NOT coalesce(
               (
                   SELECT count(*) >= max(watermarks.partitions)
                      AND min(watermarks.committed_before) >= clock_timestamp() - most_behind
                     FROM public.watermarks
                    WHERE watermarks.topic = asked.topic
               ),
               false
           )
     ORDER BY asked.number
     LIMIT 1
$$;
REVOKE EXECUTE ON FUNCTION topic_behind FROM PUBLIC;
GRANT EXECUTE ON FUNCTION topic_behind TO notifications_application, notifications_lookup;

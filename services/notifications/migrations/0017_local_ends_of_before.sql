-- serves: 0.1.0
UPDATE appointments
   SET local_end = local_start + (ends_at - starts_at),
       rule_start = local_start
 WHERE local_end IS NULL;

-- serves: 0.1.0
-- What watermarks said of partitions that a topic no longer has goes with the next one.
GRANT DELETE ON watermarks TO notifications_application;

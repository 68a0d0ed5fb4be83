-- serves: 0.1.0
GRANT SELECT, INSERT, UPDATE ON demanded_signatures TO notifications_application;

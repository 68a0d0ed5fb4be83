-- serves: 0.2.0
-- The indexes of 0025 to 0032 take the place of those by the id alone. The ids of messages, rules and templates are drawn here
-- and named by nobody else: they stay what they are.
ALTER TABLE practitioners
    DROP CONSTRAINT practitioners_pkey,
    ADD CONSTRAINT practitioners_pkey PRIMARY KEY USING INDEX practitioners_of_practice;
ALTER TABLE clients
    DROP CONSTRAINT clients_pkey,
    ADD CONSTRAINT clients_pkey PRIMARY KEY USING INDEX clients_of_practice;

ALTER TABLE appointments DROP CONSTRAINT appointments_series_id_fkey;
ALTER TABLE series
    DROP CONSTRAINT series_pkey,
    ADD CONSTRAINT series_pkey PRIMARY KEY USING INDEX series_of_practice;
ALTER TABLE appointments
    DROP CONSTRAINT appointments_pkey,
    ADD CONSTRAINT appointments_pkey PRIMARY KEY USING INDEX appointments_of_practice,
    ADD CONSTRAINT appointments_series_fkey FOREIGN KEY (practice_id, series_id) REFERENCES series NOT VALID;

ALTER TABLE links DROP CONSTRAINT links_series_id_fkey;
ALTER TABLE series_links
    DROP CONSTRAINT series_links_pkey,
    ADD CONSTRAINT series_links_pkey PRIMARY KEY USING INDEX series_links_of_practice;
ALTER TABLE links
    DROP CONSTRAINT links_pkey,
    ADD CONSTRAINT links_pkey PRIMARY KEY USING INDEX links_of_practice,
    ADD CONSTRAINT links_series_fkey FOREIGN KEY (practice_id, series_id) REFERENCES series_links NOT VALID;

DROP INDEX communications_one_reminder;
ALTER INDEX reminders_of_practice RENAME TO communications_one_reminder;
DROP INDEX communications_one_announcement;
ALTER INDEX announcements_of_practice RENAME TO communications_one_announcement;

-- Another function tells series by their practice too.
DROP FUNCTION IF EXISTS find_series;

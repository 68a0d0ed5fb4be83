-- serves: 0.2.0
-- The indexes of 0026 to 0033 take the place of those by the id alone. A link's, a browser's and a ticket's ids are drawn here
-- and named by nobody else: they stay what they are.
ALTER TABLE practitioners
    DROP CONSTRAINT practitioners_pkey,
    ADD CONSTRAINT practitioners_pkey PRIMARY KEY USING INDEX practitioners_of_practice;

ALTER TABLE appointments DROP CONSTRAINT appointments_series_id_fkey;
ALTER TABLE series
    DROP CONSTRAINT series_pkey,
    ADD CONSTRAINT series_pkey PRIMARY KEY USING INDEX series_of_practice;
ALTER TABLE appointments
    DROP CONSTRAINT appointments_pkey,
    ADD CONSTRAINT appointments_pkey PRIMARY KEY USING INDEX appointments_of_practice,
    ADD CONSTRAINT appointments_series_fkey FOREIGN KEY (practice_id, series_id) REFERENCES series NOT VALID;

ALTER TABLE links
    DROP CONSTRAINT links_appointment_id_generation_key,
    ADD CONSTRAINT one_link_a_generation UNIQUE USING INDEX links_of_practice;
DROP INDEX one_live_link;
ALTER INDEX live_links_of_practice RENAME TO one_live_link;
ALTER TABLE series_links
    DROP CONSTRAINT series_links_pkey,
    ADD CONSTRAINT series_links_pkey PRIMARY KEY USING INDEX series_links_of_practice;

ALTER TABLE calls
    DROP CONSTRAINT calls_pkey,
    ADD CONSTRAINT calls_pkey PRIMARY KEY USING INDEX calls_of_practice;
DROP INDEX one_live_client;
ALTER INDEX live_clients_of_practice RENAME TO one_live_client;
ALTER TABLE participants
    DROP CONSTRAINT participants_pkey,
    ADD CONSTRAINT participants_pkey PRIMARY KEY USING INDEX participants_of_practice;
ALTER TABLE signals
    DROP CONSTRAINT signals_pkey,
    ADD CONSTRAINT signals_pkey PRIMARY KEY USING INDEX signals_of_practice;

-- Another function tells series by their practice too.
DROP FUNCTION IF EXISTS find_series_with_links;

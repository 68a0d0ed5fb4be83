-- serves: 0.2.0
-- A file of its own: reading all rows takes a while, and in a transaction of its own keeps nobody from them meanwhile.
ALTER TABLE appointments VALIDATE CONSTRAINT appointments_series_fkey;

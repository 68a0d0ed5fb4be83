-- serves: 0.1.0
-- When each was last changed, and a series by whom: so that whoever asks need not read the audit log, which has a lifetime.
ALTER TABLE practices ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE practitioners ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE clients ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE series
    ADD COLUMN changed_by text NOT NULL DEFAULT '', -- subject; empty until 0015
    ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();
GRANT UPDATE (changed_by, changed_at) ON series TO booking_application;
GRANT SELECT, INSERT ON audit_entries TO booking_application;
GRANT EXECUTE ON FUNCTION forget_audit_entries TO booking_application;

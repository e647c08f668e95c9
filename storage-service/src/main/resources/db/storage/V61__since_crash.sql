-- Empty after the database has crashed, as what is not in its log is then: who finds its mark gone knows that rows may be gone (ADR 0148).
CREATE UNLOGGED TABLE storage.since_crash (
    mark uuid        PRIMARY KEY,
    made timestamptz NOT NULL DEFAULT now()
);

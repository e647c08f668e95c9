-- One row for each thing that happened, in the order it was told; read per space, latest first.
CREATE TABLE activity (
    space      uuid        NOT NULL,
    position   bigint      GENERATED ALWAYS AS IDENTITY,
    event      uuid        NOT NULL,
    ordinal    integer     NOT NULL,
    at         timestamptz NOT NULL,
    actor      uuid        NOT NULL,
    actor_name text        NOT NULL,
    action     text        NOT NULL,
    subject    text        NOT NULL,
    node       uuid,
    PRIMARY KEY (space, position),
    -- An event that is delivered twice is told once.
    UNIQUE (event, ordinal)
);

CREATE INDEX activity_at ON activity (at);

-- Mails to be sent. A sent or given-up mail stays for a while, so that a second delivery of its event is recognised.
CREATE TABLE mail (
    event        uuid        PRIMARY KEY,
    created      timestamptz NOT NULL,
    recipient    uuid        NOT NULL,
    space        uuid        NOT NULL,
    space_name   text        NOT NULL,
    role         text        NOT NULL,
    actor_name   text        NOT NULL,
    state        text        NOT NULL CHECK (state IN ('QUEUED', 'SENT', 'GIVEN_UP')),
    attempts     integer     NOT NULL DEFAULT 0,
    next_attempt timestamptz NOT NULL,
    last_error   text
);

CREATE INDEX mail_due ON mail (next_attempt) WHERE state = 'QUEUED';

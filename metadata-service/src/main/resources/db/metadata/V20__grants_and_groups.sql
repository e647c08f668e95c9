-- Who was given what (ADR 0180). The table member says what it comes to for every account: one row, the greatest role.

CREATE TABLE user_group (
    id         uuid PRIMARY KEY,
    name       text NOT NULL CHECK (octet_length(name) BETWEEN 1 AND 255),
    -- Under NFC and case folding: two groups that look alike would be given each other's access.
    folded     text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL
);

CREATE TABLE group_person (
    group_id   uuid NOT NULL REFERENCES user_group ON DELETE CASCADE,
    account_id uuid NOT NULL,
    name       text NOT NULL,
    PRIMARY KEY (group_id, account_id)
);
CREATE INDEX group_person_account ON group_person (account_id);

-- Exactly one of account and group.
CREATE TABLE space_grant (
    space_id      uuid NOT NULL REFERENCES space ON DELETE CASCADE,
    principal_id  uuid NOT NULL,
    kind          text NOT NULL CHECK (kind IN ('ACCOUNT', 'GROUP')),
    name          text NOT NULL,
    role          text NOT NULL CHECK (role IN ('VIEWER', 'EDITOR', 'MANAGER', 'OWNER')),
    added_at      timestamptz NOT NULL,
    added_by_name text,
    PRIMARY KEY (space_id, principal_id),
    CONSTRAINT space_grant_groups_own_nothing CHECK (kind = 'ACCOUNT' OR role <> 'OWNER')
);
CREATE INDEX space_grant_group ON space_grant (principal_id) WHERE kind = 'GROUP';

INSERT INTO space_grant (space_id, principal_id, kind, name, role, added_at)
SELECT space_id, account_id, 'ACCOUNT', name, role, added_at FROM member;

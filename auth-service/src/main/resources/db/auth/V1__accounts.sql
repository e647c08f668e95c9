CREATE TABLE auth.account (
    id            uuid PRIMARY KEY,
    name          text        NOT NULL,
    -- The name in the form that decides whether two names are the same.
    name_key      text        NOT NULL UNIQUE,
    display_name  text        NOT NULL,
    email         text,
    admin         boolean     NOT NULL,
    enabled       boolean     NOT NULL,
    password_hash text        NOT NULL,
    -- Grows whenever every open session of the account ends; a browser session of an older generation is void.
    generation    integer     NOT NULL,
    created       timestamptz NOT NULL
);

CREATE TABLE auth.app_password (
    id        uuid PRIMARY KEY,
    account   uuid        NOT NULL REFERENCES auth.account ON DELETE CASCADE,
    name      text        NOT NULL,
    hash      bytea       NOT NULL UNIQUE,
    created   timestamptz NOT NULL,
    last_used timestamptz
);
CREATE INDEX app_password_account ON auth.app_password (account);

CREATE TABLE auth.s3_key (
    access_key    text PRIMARY KEY,
    account       uuid        NOT NULL REFERENCES auth.account ON DELETE CASCADE,
    name          text        NOT NULL,
    sealed_secret bytea       NOT NULL,
    created       timestamptz NOT NULL
);
CREATE INDEX s3_key_account ON auth.s3_key (account);

CREATE TABLE auth.device (
    id           uuid PRIMARY KEY,
    account      uuid        NOT NULL REFERENCES auth.account ON DELETE CASCADE,
    name         text        NOT NULL,
    -- The app password it signed in with, if any: they are revoked together.
    app_password uuid REFERENCES auth.app_password ON DELETE CASCADE,
    created      timestamptz NOT NULL,
    last_seen    timestamptz NOT NULL
);
CREATE INDEX device_account ON auth.device (account);
CREATE INDEX device_app_password ON auth.device (app_password);

CREATE TABLE auth.signing_key (
    id      text PRIMARY KEY,
    sealed  bytea       NOT NULL,
    created timestamptz NOT NULL
);

-- One sign-in of one account at one client; a device's id is the id of its sign-in.
CREATE TABLE auth.sign_in (
    id         uuid PRIMARY KEY,
    account    uuid        NOT NULL REFERENCES auth.account ON DELETE CASCADE,
    device     uuid REFERENCES auth.device ON DELETE CASCADE,
    client     text        NOT NULL,
    grant_type text        NOT NULL,
    scopes     text[]      NOT NULL,
    -- What the browser asked for at the authorization endpoint; null for sign-ins without a browser.
    request    jsonb,
    signed_in  timestamptz NOT NULL,
    expires    timestamptz NOT NULL
);
CREATE INDEX sign_in_account ON auth.sign_in (account);
CREATE INDEX sign_in_device ON auth.sign_in (device);
CREATE INDEX sign_in_expires ON auth.sign_in (expires);

-- Codes and refresh tokens, as SHA-256 hashes: what stands here cannot be used to sign in.
CREATE TABLE auth.sign_in_token (
    hash    bytea PRIMARY KEY,
    sign_in uuid        NOT NULL REFERENCES auth.sign_in ON DELETE CASCADE,
    kind    text        NOT NULL CHECK (kind IN ('code', 'refresh')),
    issued  timestamptz NOT NULL,
    expires timestamptz NOT NULL,
    -- When it was exchanged; whoever presents it after that is not who it was given to.
    used    timestamptz,
    -- When another token took its place before it was exchanged: its reply was lost on the way.
    voided  timestamptz,
    -- The hash of the attempt it was exchanged in, when the client named one.
    attempt bytea
);
CREATE INDEX sign_in_token_sign_in ON auth.sign_in_token (sign_in);
CREATE INDEX sign_in_token_expires ON auth.sign_in_token (expires);

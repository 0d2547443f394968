-- Keys by which callers act for a client. A key's secret is shown once and never stored: what is kept is its SHA-256,
-- which cannot be turned back, since the secret is 256 random bits.
CREATE TABLE api_keys (
    key_id        text PRIMARY KEY CHECK (key_id ~ '^[a-z0-9]{16}$'),
    client_id     text NOT NULL REFERENCES clients,
    secret_sha256 text NOT NULL CHECK (secret_sha256 ~ '^[0-9a-f]{64}$'),
    created_at    timestamptz NOT NULL DEFAULT now(),
    -- to about a minute
    last_used_at  timestamptz,
    revoked_at    timestamptz
);

CREATE INDEX api_keys_of_client ON api_keys (client_id, created_at);

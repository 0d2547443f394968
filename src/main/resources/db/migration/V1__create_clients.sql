-- Who may advertise, in which account and for which page. A token is never stored: token_ref says
-- where it is (ENV:TOKEN_FRANCISCO, FILE:/run/secrets/francisco).
CREATE TABLE clients (
    client_id         text PRIMARY KEY CHECK (client_id ~ '^[A-Za-z0-9_.-]{1,64}$'),
    ad_account_id     text NOT NULL CHECK (ad_account_id ~ '^act_[0-9]+$'),
    page_id           text NOT NULL CHECK (page_id ~ '^[0-9]+$'),
    token_ref         text NOT NULL,
    instagram_user_id text,
    enabled           boolean NOT NULL DEFAULT true,
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now()
);

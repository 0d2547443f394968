-- What a client may advertise for besides its own page and Instagram account.
ALTER TABLE clients
    ADD COLUMN page_ids text[] NOT NULL DEFAULT '{}',
    ADD COLUMN instagram_user_ids text[] NOT NULL DEFAULT '{}';

CREATE INDEX clients_of_instagram ON clients (instagram_user_id);

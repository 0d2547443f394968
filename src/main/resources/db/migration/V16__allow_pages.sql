-- Waits 2 s at most for the lock: statements queue behind a migration that waits for running transactions.
SET LOCAL lock_timeout = '2s';

-- What a client may advertise for besides its own page and Instagram account.
ALTER TABLE clients
    ADD COLUMN page_ids text[] NOT NULL DEFAULT '{}',
    ADD COLUMN instagram_user_ids text[] NOT NULL DEFAULT '{}';

CREATE INDEX clients_of_instagram ON clients (instagram_user_id);

-- Whether Meta takes a client's token. Of a token that it rejected a fingerprint is kept (a salt and 32 bits
-- of a keyed hash), which tells whether the token has been replaced and nothing else.
ALTER TABLE clients
    ADD COLUMN token_status text NOT NULL DEFAULT 'unknown' CHECK (token_status IN ('unknown', 'ok', 'rejected')),
    ADD COLUMN token_status_reason text,
    ADD COLUMN token_status_at timestamptz,
    ADD COLUMN token_fingerprint text;

CREATE INDEX clients_of_token ON clients (token_ref);

-- Whoever sets a client again, be it to the same values, wants its token tried again.
CREATE FUNCTION forget_token_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.token_status := 'unknown';
    NEW.token_status_reason := NULL;
    NEW.token_status_at := NULL;
    NEW.token_fingerprint := NULL;
    RETURN NEW;
END
$$;

CREATE TRIGGER clients_set_again
    BEFORE UPDATE OF ad_account_id, page_id, instagram_user_id, token_ref, enabled ON clients
    FOR EACH ROW EXECUTE FUNCTION forget_token_status();

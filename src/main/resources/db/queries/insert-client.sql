-- No row: there is a client of that id.
INSERT INTO clients AS c (client_id, ad_account_id, page_id, instagram_user_id, token_ref, callback_url, enabled)
VALUES (:?client_id, :?ad_account_id, :?page_id, :?instagram_user_id::text, :?token_ref, :?callback_url::text,
        :?enabled)
ON CONFLICT (client_id) DO NOTHING
RETURNING to_jsonb(c)::text

-- Sets all columns of a client, so that its token is tried again even if nothing has changed (trigger
-- clients_set_again).
UPDATE clients AS c
SET ad_account_id = :?ad_account_id,
    page_id = :?page_id,
    page_ids = ARRAY(SELECT jsonb_array_elements_text(:?page_ids::jsonb)),
    instagram_user_id = :?instagram_user_id::text,
    instagram_user_ids = ARRAY(SELECT jsonb_array_elements_text(:?instagram_user_ids::jsonb)),
    token_ref = :?token_ref,
    callback_url = :?callback_url::text,
    enabled = :?enabled,
    updated_at = now()
WHERE client_id = :?client_id
RETURNING to_jsonb(c)::text

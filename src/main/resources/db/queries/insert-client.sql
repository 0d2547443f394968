-- No row: the id exists.
INSERT INTO clients AS c (client_id, ad_account_id, page_id, page_ids, instagram_user_id, instagram_user_ids, token_ref,
                          callback_url, enabled)
VALUES (:?client_id, :?ad_account_id, :?page_id, ARRAY(SELECT jsonb_array_elements_text(:?page_ids::jsonb)),
        :?instagram_user_id::text, ARRAY(SELECT jsonb_array_elements_text(:?instagram_user_ids::jsonb)), :?token_ref,
        :?callback_url::text, :?enabled)
ON CONFLICT (client_id) DO NOTHING
RETURNING to_jsonb(c)::text

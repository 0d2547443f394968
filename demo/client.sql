-- The client of the examples. Its token is in the variable TOKEN_FRANCISCO of the processes that call Meta.
INSERT INTO clients (client_id, ad_account_id, page_id, token_ref)
VALUES ('francisco', 'act_1000000001', '2000000001', 'ENV:TOKEN_FRANCISCO')
ON CONFLICT (client_id) DO NOTHING;

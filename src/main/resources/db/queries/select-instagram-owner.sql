-- Another client that owns the Instagram account. No row: there is none.
SELECT client_id FROM clients WHERE instagram_user_id = :?instagram_user_id AND client_id <> :?client_id LIMIT 1

-- A client other than this one whose Instagram account it is. No row: no other client uses it.
SELECT client_id FROM clients WHERE instagram_user_id = :?instagram_user_id AND client_id <> :?client_id LIMIT 1

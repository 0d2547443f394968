SELECT to_jsonb(c)::text FROM clients c WHERE client_id = :?client_id

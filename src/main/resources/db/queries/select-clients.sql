SELECT to_jsonb(c)::text AS client FROM clients c ORDER BY client_id

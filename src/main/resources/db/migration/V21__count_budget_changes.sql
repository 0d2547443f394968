-- When the budget of an ad set was changed in the last hour, oldest first. Meta takes four changes an hour.
CREATE TABLE budget_changes (
    adset_id    text PRIMARY KEY,
    changed_at  timestamptz[] NOT NULL,
    latest_at   timestamptz NOT NULL
);

CREATE INDEX budget_changes_latest ON budget_changes (latest_at);

-- What the service is about to create at Meta, written down before it asks: Meta has no idempotency
-- keys, so this is what tells an object whose answer was lost from one that never was.
CREATE TABLE intents (
    intent_key      text PRIMARY KEY,
    kind            text NOT NULL CHECK (kind IN ('campaign', 'adset', 'ad', 'creative')),
    client_id       text NOT NULL REFERENCES clients,
    job_id          uuid REFERENCES jobs ON DELETE SET NULL,
    ad_account_id   text NOT NULL,
    parent_id       text,
    name            text NOT NULL,
    label           text NOT NULL,

    -- settled: object_id is the object; absent: Meta has none and none is under way
    state           text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'settled', 'absent')),
    object_id       text,
    -- Meta gave us an equal creative that existed before
    deduplicated    boolean NOT NULL DEFAULT false,

    -- set while a create may have been done without our knowing: until then it may still appear
    unsettled_until timestamptz,
    -- lost answers so far, and whether the create was sent again after one: then an object of the
    -- earlier call may appear late, and is looked for at surplus_check_at
    lost_answers    integer NOT NULL DEFAULT 0,
    recreated       boolean NOT NULL DEFAULT false,
    surplus_checks  integer NOT NULL DEFAULT 0,
    surplus_check_at timestamptz,

    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX intents_open ON intents (updated_at) WHERE state = 'open';
CREATE INDEX intents_of_job ON intents (job_id) WHERE job_id IS NOT NULL;
CREATE INDEX intents_of_object ON intents (object_id) WHERE object_id IS NOT NULL;
CREATE INDEX intents_to_check ON intents (surplus_check_at) WHERE surplus_check_at IS NOT NULL;

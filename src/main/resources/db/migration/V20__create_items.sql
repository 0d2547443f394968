-- Waits 2 s at most for the locks: statements queue behind a migration that waits for running transactions.
SET LOCAL lock_timeout = '2s';

-- A job may consist of items, such as the objects of a launch. Each item is a job of its own, with this job as its parent.
ALTER TABLE jobs
    ADD COLUMN parent_job_id uuid,
    ADD COLUMN item_no integer,
    ADD COLUMN item_kind text,
    ADD COLUMN item_key text,
    -- How many of the items that it needs have not succeeded yet; until then due_at is infinity.
    ADD COLUMN waits_for integer NOT NULL DEFAULT 0,
    -- Whether it also runs where one of those has failed.
    ADD COLUMN tolerant boolean NOT NULL DEFAULT false,
    -- More about a final status, which the version before does not know: a failed job is partial if some of its items have
    -- succeeded, a cancelled item is skipped if one that it needs has failed.
    ADD COLUMN outcome text,
    ADD COLUMN items_total integer NOT NULL DEFAULT 0,
    ADD COLUMN items_open integer NOT NULL DEFAULT 0,
    ADD COLUMN items_succeeded integer NOT NULL DEFAULT 0,
    ADD COLUMN items_failed integer NOT NULL DEFAULT 0,
    ADD COLUMN items_skipped integer NOT NULL DEFAULT 0;

ALTER TABLE jobs ADD CONSTRAINT jobs_outcome_check CHECK (outcome IN ('partial', 'skipped')) NOT VALID;
ALTER TABLE jobs ADD CONSTRAINT jobs_parent_fkey FOREIGN KEY (parent_job_id) REFERENCES jobs ON DELETE CASCADE NOT VALID;

-- Which item needs which.
CREATE TABLE job_dependencies (
    needs_job_id uuid NOT NULL,
    job_id       uuid NOT NULL REFERENCES jobs ON DELETE CASCADE,
    PRIMARY KEY (needs_job_id, job_id)
);

CREATE INDEX job_dependencies_of_job ON job_dependencies (job_id);

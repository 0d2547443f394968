-- What happened to a job, in order; written by the statement that made it happen.
CREATE TABLE job_events (
    event_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id   uuid NOT NULL REFERENCES jobs ON DELETE CASCADE,
    at       timestamptz NOT NULL DEFAULT now(),
    type     text NOT NULL,
    step     text,
    attempt  integer NOT NULL,
    worker   text,
    detail   text
);

CREATE INDEX job_events_of_job ON job_events (job_id, event_id);

-- Duties that one process at a time does, whichever is there: who has one has it until its time is up.
CREATE TABLE duties (
    duty  text PRIMARY KEY,
    until timestamptz NOT NULL
);

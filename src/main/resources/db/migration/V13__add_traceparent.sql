-- The trace of the call that a job came with (W3C Trace Context), so that whoever works on the job goes on with it.
ALTER TABLE jobs ADD COLUMN traceparent text;

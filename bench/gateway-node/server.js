// The API: streams a video to a file, inserts a row, queues the job. Campaigns are passed on to Meta.
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import multipart from '@fastify/multipart';
import { Queue } from 'bullmq';
import Fastify from 'fastify';
import { account, post } from './graph.js';
import { pool, queue, redis } from './stores.js';

const MAX_BYTES = 4 * 1024 ** 3;
const app = Fastify({ bodyLimit: MAX_BYTES });
const videos = new Queue(queue, { connection: redis });

await pool.query(`create table if not exists peer_jobs (
  job_id uuid primary key,
  status text not null,
  input jsonb not null,
  result jsonb,
  path text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz)`);
await app.register(multipart, { limits: { fileSize: MAX_BYTES } });

app.post('/v1/jobs/creatives/video', async (call, reply) => {
  const id = randomUUID();
  const directory = path.join(process.env.BLOB_DIR, 'peer', id);
  await mkdir(directory, { recursive: true });
  const input = {};
  for await (const part of call.parts()) {
    if (part.file) {
      await store(part.file, path.join(directory, part.fieldname));
    } else {
      input[part.fieldname] = part.value;
    }
  }
  await pool.query('insert into peer_jobs (job_id, status, input, path) values ($1, $2, $3, $4)', [id, 'queued', input, directory]);
  await videos.add('video', { id }, { attempts: 3, backoff: { type: 'exponential', delay: 250 }, removeOnComplete: true });
  return reply.code(202).send({ job_id: id });
});

app.post('/v1/campaigns', async (call, reply) => {
  const campaign = await post(`/${account}/campaigns`, {
    name: call.body.name,
    objective: call.body.objective,
    status: 'PAUSED',
    special_ad_categories: '["NONE"]',
    is_adset_budget_sharing_enabled: 'false',
  });
  return reply.code(201).send({ campaign_id: campaign.id });
});

await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });

/** Writes a file and flushes it: a 202 promises that the bytes survive a power cut. */
async function store(stream, file) {
  await pipeline(stream, createWriteStream(file));
  const handle = await open(file, 'r+');
  await handle.sync();
  await handle.close();
}

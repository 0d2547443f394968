// The worker: the same calls to Meta as the five steps of the service's video job. No checkpoint, lease or intent.
import { open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'bullmq';
import { account, get, page, post, postFile } from './graph.js';
import { pool, queue, redis } from './stores.js';

const concurrency = Number(process.env.MAX_CONCURRENCY ?? 3);
const worker = new Worker(queue, publish, { connection: redis, concurrency });
worker.on('failed', (job, failure) => console.error(failure.message));

async function publish({ data: { id } }) {
  const rows = await pool.query(
    `update peer_jobs set status = 'running', started_at = now() where job_id = $1 returning path, input`, [id]);
  const { path: directory, input } = rows.rows[0];
  const video = await upload(path.join(directory, 'video'), input.name);
  while ((await get(`/${video}?fields=status`)).status.video_status !== 'ready') {
    await pause(250);
  }
  const thumbnail = await readFile(path.join(directory, 'thumbnail'));
  const { images } = await postFile(`/${account}/adimages`, {}, 'thumbnail.png', thumbnail);
  const [{ hash }] = Object.values(images);
  const creative = await post(`/${account}/adcreatives`, {
    name: `${input.name} ${id}`,
    object_story_spec: JSON.stringify({
      page_id: page,
      video_data: {
        video_id: video,
        image_hash: hash,
        call_to_action: { type: 'LEARN_MORE', value: { link: input.link } },
      },
    }),
  });
  await get(`/${creative.id}?fields=id,name,status,object_story_spec`);
  await pool.query(
    `update peer_jobs set status = 'succeeded', finished_at = now(), result = $2 where job_id = $1`,
    [id, { creative_id: creative.id, video_id: video, image_hash: hash }]);
  await rm(directory, { recursive: true, force: true });
}

/** Uploads a video in the windows that Meta names. */
async function upload(file, title) {
  const handle = await open(file);
  const { size } = await handle.stat();
  const session = await post(`/${account}/advideos`, { upload_phase: 'start', file_size: size });
  let [start, end] = [Number(session.start_offset), Number(session.end_offset)];
  while (start < end) {
    const window = Buffer.allocUnsafe(end - start);
    await handle.read(window, 0, window.length, start);
    const next = await postFile(
      `/${account}/advideos`,
      { upload_phase: 'transfer', upload_session_id: session.upload_session_id, start_offset: String(start) },
      'video_file_chunk',
      window);
    [start, end] = [Number(next.start_offset), Number(next.end_offset)];
  }
  await handle.close();
  await post(`/${account}/advideos`, { upload_phase: 'finish', upload_session_id: session.upload_session_id, title });
  return session.video_id;
}

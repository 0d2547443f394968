// The calls to Meta's Graph API that both processes share.
import { Agent, FormData, request } from 'undici';

const root = `${process.env.GRAPH_URL}/v26.0`;
const dispatcher = new Agent({ connections: 64 });
const headers = { authorization: 'Bearer benchmark' };

export const account = 'act_1001';
export const page = '2001';

export const get = path => send('GET', path);

export const post = (path, fields) => send('POST', path, new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded');

/** Sends a form with one file. */
export function postFile(path, fields, name, bytes) {
  const form = new FormData();
  Object.entries(fields).forEach(([field, value]) => form.append(field, value));
  form.append(name, new Blob([bytes]), name);
  return send('POST', path, form);
}

async function send(method, path, body, type) {
  const answer = await request(root + path, {
    method,
    body,
    dispatcher,
    headers: type ? { ...headers, 'content-type': type } : headers,
  });
  const text = await answer.body.text();
  if (answer.statusCode >= 400) {
    throw new Error(`${method} ${path}: ${answer.statusCode} ${text}`);
  }
  return JSON.parse(text);
}

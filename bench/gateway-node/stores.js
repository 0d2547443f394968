// PostgreSQL and Redis, as both processes use them.
import pg from 'pg';

export const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });

const [host, port] = process.env.REDIS_ADDR.split(':');
export const redis = { host, port: Number(port) };

export const queue = 'videos';

"""The measurements. Each is a function that takes the options of the command, and yields rows of the table as they become known."""
import dataclasses
import datetime
import http.client
import json
import os
import signal
import statistics
import subprocess
import time

import load
from load import MB
from servers import Cluster, free_port, wait_until

VIDEOS = "/v1/jobs/creatives/video"
CAMPAIGNS = "/v1/campaigns"
# The limits of the sandbox must not affect the measurement.
NO_LIMITS = {
    "CREATIVE_GRAPH_CALLS_PER_SECOND": "100000",
    "CREATIVE_GRAPH_ACCOUNT_CONCURRENCY": "50",
    "CREATIVE_JOBS_PROCESSING_POLL": "250ms",
}


@dataclasses.dataclass
class Row:
    figure: str
    what: str
    peer: str
    ours: str
    ratio: str = "–"


def progress(text):
    print(f"   {time.strftime('%H:%M:%S')} {text}", flush=True)


def median(values):
    return statistics.median(values) if values else float("nan")


def ratio(ours, peer):
    return f"{ours / peer:.2f}" if peer and peer == peer else "–"


def rounds(options, ours, peer, always=False):
    """Alternates both, so that a noisy minute meets both. The first round warms up."""
    mine, theirs = [], []
    for number in range(options.rounds + 1):
        one = ours(number)
        other = peer(number) if options.peer or always else None
        progress(f"round {number}: {one} {other or ''}")
        if number:
            mine.append(one)
            theirs.append(other)
    return mine, [other for other in theirs if other is not None]


def loads(one):
    errors = sum(run.errors for run in one)
    text = f"{median([run.rate for run in one]):.0f}/s, p50 {median([run.p50 for run in one]):.1f}, p99 {median([run.p99 for run in one]):.1f} ms"
    return text + (f", {errors} errors" if errors else "")


def start_peer(options, cluster, *scripts):
    return [cluster.gateway(script) for script in scripts] if options.peer else []


def p1(options):
    """Videos of 100 kB accepted: the file is flushed and the row committed before the 202."""
    with Cluster(options.app) as cluster:
        start_peer(options, cluster, "server")
        body, media_type = load.form({"name": "v", "link": "https://example.com"}, {"video": (load.mp4(100_000), "video/mp4")})

        for callers in (1, 16, 64):
            def run(port):
                return load.post_load(cluster, port, VIDEOS, body, media_type, callers, 8)

            ours, peer = rounds(options, lambda _: run(cluster.api_port), lambda _: run(cluster.gateway_port))
            yield Row("P1", f"videos accepted, 100 kB, {callers} callers", loads(peer) if peer else "–", loads(ours),
                      ratio(median([r.rate for r in ours]), median([r.rate for r in peer])))


def p2(options, jobs=120, warm_up=30):
    """Jobs one by one on an idle machine: from the row to the worker."""
    with Cluster(options.app) as cluster:
        cluster.worker()
        start_peer(options, cluster, "server", "worker")
        cluster.sandbox_settings()
        data = load.mp4(50_000)
        for number in range(warm_up + jobs):
            load.send_videos(cluster, cluster.api_port, f"ours-{number}", 1, data)
            time.sleep(0.35)
            if options.peer:
                load.send_videos(cluster, cluster.gateway_port, f"peer-{number}", 1, data)
                time.sleep(0.35)
        time.sleep(3)

        for column, what in (("started_at", "accepted → started, idle"), ("finished_at", "accepted → succeeded, idle")):
            ours = waits(cluster, "jobs", column, warm_up)
            peer = waits(cluster, "peer_jobs", column, warm_up) if options.peer else []
            yield Row("P2", what, spread(peer), spread(ours), ratio(median(ours), median(peer)))


def waits(cluster, table, column, skipped):
    rows = cluster.sql(f"""select extract(epoch from {column} - created_at) * 1000 from {table}
                            where {column} is not null order by created_at offset {skipped}""")
    return sorted(float(row[0]) for row in rows)


def spread(values):
    return f"p50 {median(values):.1f}, p99 {values[int(len(values) * 0.99)]:.1f} ms" if values else "–"


def p3(options, jobs=300, at_once=12):
    """Jobs through all five steps. The worker is halted while they are accepted, and then has them all before it."""
    with Cluster(options.app, {**NO_LIMITS, "MAX_CONCURRENCY": str(at_once)}) as cluster:
        worker = cluster.worker()
        peers = start_peer(options, cluster, "server", "worker")
        cluster.sandbox_settings()
        data = load.mp4(300_000)
        costs = []

        def batch(process, port, table, tag):
            before = cluster.flushed_statistics()
            since = cluster.sql("select now()")[0][0]
            process.send(signal.SIGSTOP)
            load.send_videos(cluster, port, tag, jobs, data)
            cpu = process.cpu_seconds(), cluster.postgres.cpu_seconds()
            process.send(signal.SIGCONT)
            done = f"from {table} where status = 'succeeded' and created_at > '{since}'"
            wait_until(lambda: int(cluster.sql(f"select count(*) {done}")[0][0]) == jobs, f"{jobs} jobs of {table}", 300, 0.5)
            spent = process.cpu_seconds() - cpu[0], cluster.postgres.cpu_seconds() - cpu[1]
            seconds = float(cluster.sql(f"select extract(epoch from max(finished_at) - min(started_at)) {done}")[0][0])
            after = cluster.flushed_statistics()
            cluster.forget_sandbox()
            return Batch(jobs / seconds, *(1000 * value / jobs for value in spent), *[(b - a) / jobs for a, b in zip(before, after)])

        ours, peer = rounds(options, lambda n: batch(worker, cluster.api_port, "jobs", f"ours-{n}"),
                            lambda n: batch(peers[1], cluster.gateway_port, "peer_jobs", f"peer-{n}"))

        def middle(batches, field):
            return median([getattr(one, field) for one in batches])

        def both(what, field, pattern):
            return Row("job", what, pattern.format(middle(peer, field)) if peer else "–", pattern.format(middle(ours, field)))

        yield Row("P3", f"jobs through five steps, {at_once} at once, 300 kB", f"{middle(peer, 'rate'):.1f}/s" if peer else "–",
                  f"{middle(ours, 'rate'):.1f}/s", ratio(middle(ours, "rate"), middle(peer, "rate")))
        yield both("CPU of the worker", "worker_ms", "{:.1f} ms")
        yield both("CPU of PostgreSQL, while the worker runs", "postgres_ms", "{:.1f} ms")
        yield both("transactions, from the call to the end", "transactions", "{:.1f}")
        updates, hot = middle(ours, "updates"), middle(ours, "hot")
        yield Row("job", "updates of the row, and how many are HOT", "–", f"{updates:.1f}, {100 * hot / max(updates, 1e-9):.0f} %")


@dataclasses.dataclass
class Batch:
    """Jobs a second, and what one costs."""
    rate: float
    worker_ms: float
    postgres_ms: float
    transactions: float
    updates: float
    hot: float


NGINX = """
daemon off;
pid {directory}/nginx.pid;
error_log {directory}/nginx-errors.log;
{user}
events {{}}
http {{
  access_log off;
  client_max_body_size 0;
  client_body_in_file_only on;
  client_body_temp_path {directory}/blobs/nginx;
  server {{
    listen 127.0.0.1:{port};
    location /upload {{
      proxy_pass http://127.0.0.1:{port}/accepted;
      proxy_set_body "";
      proxy_pass_request_body off;
    }}
    location /accepted {{ return 202; }}
  }}
}}
"""


def p4(options):
    """One large form from curl: the service checks, stores and flushes it; nginx stores it, and sync flushes it."""
    with Cluster(options.app, heap="256m") as cluster:
        file = load.large_mp4(cluster.directory / "large.mp4", options.large * MB)
        port = free_port()
        config = cluster.directory / "nginx.conf"
        config.write_text(NGINX.format(directory=cluster.directory, port=port, user="user root;" if os.getuid() == 0 else ""))
        cluster.run("nginx", ["nginx", "-c", config, "-p", cluster.directory, "-e", cluster.directory / "nginx-errors.log"])
        wait_until(lambda: cluster.call("GET", "/accepted", port=port)[0] == 202, "nginx")

        def ours(number):
            seconds, _ = load.curl_form(f"http://127.0.0.1:{cluster.api_port}{VIDEOS}", cluster.key,
                                        {"name": f"v{number}", "link": "https://example.com"}, file)
            return options.large / seconds

        def nginx(_):
            started = time.monotonic()
            load.curl_form(f"http://127.0.0.1:{port}/upload", cluster.key, {"name": "v"}, file)
            bodies = [path for path in (cluster.blobs / "nginx").rglob("*") if path.is_file()]
            subprocess.run(["sync", "-d", *bodies], check=True)
            seconds = time.monotonic() - started
            for path in bodies:
                path.unlink()
            return options.large / seconds

        mine, theirs = rounds(options, ours, nginx, always=True)
        yield Row("P4", f"intake of {options.large} MB (peer: nginx + fdatasync)", f"{median(theirs):.0f} MB/s", f"{median(mine):.0f} MB/s",
                  ratio(median(mine), median(theirs)))


def p5(options):
    """One large upload to the sandbox in windows of 5 MiB, beside a plain client with the same windows."""
    with Cluster(options.app, heap="256m") as cluster:
        cluster.worker()
        cluster.sandbox_settings(chunk_bytes=5 * MB)
        file = load.large_mp4(cluster.directory / "large.mp4", options.large * MB)

        def ours(number):
            _, answer = load.curl_form(f"http://127.0.0.1:{cluster.api_port}{VIDEOS}", cluster.key,
                                       {"name": f"v{number}", "link": "https://example.com"}, file)
            job = f"/v1/jobs/{json.loads(answer)['job_id']}"
            wait_until(lambda: cluster.json("GET", job)["status"] == "succeeded", job, 200, 0.2)
            started = {event["step"]: at(event) for event in cluster.json("GET", job + "/events")["events"]
                       if event["type"] == "step_started"}
            return options.large / (started["await_processing"] - started["upload_video"])

        mine, theirs = rounds(options, ours, lambda _: options.large / plain_upload(cluster, file), always=True)
        yield Row("P5", f"upload of {options.large} MB in 5 MiB windows (peer: a plain client)", f"{median(theirs):.0f} MB/s",
                  f"{median(mine):.0f} MB/s", ratio(median(mine), median(theirs)))


def at(event):
    return datetime.datetime.fromisoformat(event["at"].replace("Z", "+00:00")).timestamp()


def plain_upload(cluster, file):
    path = "/sandbox/v26.0/act_1001/advideos"
    connection = http.client.HTTPConnection("127.0.0.1", cluster.sandbox_port)

    def post(fields, window=None):
        files = {"video_file_chunk": (window, "application/octet-stream")} if window is not None else {}
        body, media_type = load.form(fields, files)
        connection.request("POST", path, body, {"Content-Type": media_type, "Authorization": "Bearer benchmark"})
        return json.loads(connection.getresponse().read())

    started = time.monotonic()
    session = post({"upload_phase": "start", "file_size": file.stat().st_size})
    start, end = int(session["start_offset"]), int(session["end_offset"])
    with open(file, "rb") as source:
        while start < end:
            source.seek(start)
            answer = post({"upload_phase": "transfer", "upload_session_id": session["upload_session_id"], "start_offset": start},
                          source.read(end - start))
            start, end = int(answer["start_offset"]), int(answer["end_offset"])
    return time.monotonic() - started


def p7(options):
    """A synchronous call that creates one object at Meta. The peer passes it on and writes no row."""
    with Cluster(options.app, {**NO_LIMITS, "MAX_CONCURRENCY": "50"}) as cluster:
        start_peer(options, cluster, "server")
        cluster.sandbox_settings()
        body = json.dumps({"name": "c", "objective": "OUTCOME_TRAFFIC"}).encode()

        def run(port, callers, seconds=6):
            one = load.post_load(cluster, port, CAMPAIGNS, body, "application/json", callers, seconds)
            cluster.forget_sandbox()
            return one

        warm = [run(cluster.api_port, 32, 4).rate for _ in range(25)]
        goal = 0.8 * median(warm[-5:])
        yield Row("P8", "load until warm: 80 % of the rate after 100 s", "–",
                  f"{4 * next(number for number, rate in enumerate(warm, 1) if rate >= goal)} s")
        for callers in (1, 6, 32):
            ours, peer = rounds(options, lambda _: run(cluster.api_port, callers), lambda _: run(cluster.gateway_port, callers))
            yield Row("P7", f"POST {CAMPAIGNS}, {callers} callers", loads(peer) if peer else "–", loads(ours),
                      ratio(median([r.rate for r in ours]), median([r.rate for r in peer])))
        yield from call_cost(cluster, run)


def call_cost(cluster, run):
    before = cluster.flushed_statistics()[0], wal_bytes(cluster)
    cpu = cluster.api.cpu_seconds(), cluster.postgres.cpu_seconds()
    measured = run(cluster.api_port, 16, 10)
    spent = cluster.api.cpu_seconds() - cpu[0], cluster.postgres.cpu_seconds() - cpu[1]
    after = cluster.flushed_statistics()[0], wal_bytes(cluster)
    calls = measured.successes
    yield Row("call", "CPU of the api", "–", f"{1000 * spent[0] / calls:.1f} ms")
    yield Row("call", "CPU of PostgreSQL", "–", f"{1000 * spent[1] / calls:.2f} ms")
    yield Row("call", "transactions", "–", f"{(after[0] - before[0]) / calls:.1f}")
    yield Row("call", "write-ahead log", "–", f"{(after[1] - before[1]) / calls / 1024:.1f} kB")


def wal_bytes(cluster):
    return int(cluster.sql("select wal_bytes from pg_stat_wal")[0][0])


def p8(options):
    """From the command to the first 200 of the readiness probe, beside a cluster that is idle."""
    with Cluster(options.app, heap="512m") as cluster:
        for role in ("api", "worker", "sandbox"):
            seconds, memory = [], []
            for _ in range(max(options.rounds, 3)):
                port = free_port()
                started = time.monotonic()
                process = cluster.role(role, port)
                cluster.wait_ready(process, port)
                seconds.append(time.monotonic() - started)
                time.sleep(5)
                memory.append(process.memory_mb())
                process.stop()
            progress(f"{role}: " + ", ".join(f"{value:.2f}" for value in seconds))
            yield Row("P8", f"start of {role} to ready; memory (RSS)", "–", f"{median(seconds):.1f} s; {median(memory):.0f} MB")


ALL = {"P1": p1, "P2": p2, "P3": p3, "P4": p4, "P5": p5, "P7": p7, "P8": p8}

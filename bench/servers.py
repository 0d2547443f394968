"""Real processes to measure: PostgreSQL, Redis, the service in each role, and the gateway to compare it with."""
import contextlib
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid

HERE = pathlib.Path(__file__).resolve().parent
GATEWAY = HERE / "gateway-node"
TICKS = os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until(condition, what, seconds=60.0, pause=0.02):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: not within {seconds:.0f} s")
        time.sleep(pause)


def postgres_programs():
    """The directory of initdb and postgres, which distributions keep out of the path; None if there is none."""
    found = [shutil.which("postgres"), *sorted(map(str, pathlib.Path("/usr/lib/postgresql").glob("*/bin/postgres")), reverse=True)]
    return next((pathlib.Path(program).parent for program in found if program), None)


class Process:
    """A child process with its output in a file."""

    def __init__(self, command, log, env=None, cwd=None):
        self.log = log
        self.child = subprocess.Popen(
            [str(word) for word in command], env=env, cwd=cwd, stdin=subprocess.DEVNULL,
            stdout=open(log, "ab"), stderr=subprocess.STDOUT, start_new_session=True)

    @property
    def pid(self):
        return self.child.pid

    def send(self, number):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, number)

    def stop(self, number=signal.SIGTERM, seconds=30):
        self.send(signal.SIGCONT)
        self.send(number)
        try:
            self.child.wait(seconds)
        except subprocess.TimeoutExpired:
            self.send(signal.SIGKILL)
            self.child.wait()

    def has_ended(self):
        return self.child.poll() is not None

    def last_lines(self):
        return "\n".join(line[:500] for line in self.log.read_text(errors="replace").splitlines()[-20:])

    def cpu_seconds(self):
        """CPU time of the process, its children, and those of its children that have ended."""
        total = 0
        for pid in family(self.pid):
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
                total += sum(int(fields[at]) for at in (11, 12, 13, 14))
        return total / TICKS

    def memory_mb(self):
        status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) // 1024


def family(pid):
    found = [pid]
    for parent in found:
        with contextlib.suppress(FileNotFoundError):
            found += map(int, pathlib.Path(f"/proc/{parent}/task/{parent}/children").read_text().split())
    return found


class Cluster:
    """One of everything, empty, in a directory of its own that goes with it. Use it as a context manager."""

    def __init__(self, app, settings=None, heap="1g"):
        self.app = app
        self.settings = settings or {}
        self.heap = heap
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="creative-bench-"))
        self.directory.chmod(0o755)
        self.blobs = self.directory / "blobs"
        self.blobs.mkdir()
        self.processes = []
        self.pg_port, self.redis_port = free_port(), free_port()
        self.sandbox_port, self.api_port, self.gateway_port = free_port(), free_port(), free_port()
        self.admin_key = "admin-" + uuid.uuid4().hex
        self.key = None

    def __enter__(self):
        try:
            self.start_postgres()
            self.run("redis", ["redis-server", "--port", self.redis_port, "--bind", "127.0.0.1", "--save", ""])
            self.sandbox = self.role("sandbox", self.sandbox_port)
            self.api = self.role("api", self.api_port)
            self.wait_ready(self.sandbox, self.sandbox_port)
            self.wait_ready(self.api, self.api_port)
            self.register_client()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *failure):
        self.close()

    def close(self):
        for process in reversed(self.processes):
            process.stop(signal.SIGINT if process is getattr(self, "postgres", None) else signal.SIGTERM)
        shutil.rmtree(self.directory, ignore_errors=True)

    def run(self, name, command, env=None):
        process = Process(command, self.directory / f"{name}.log", env, self.directory)
        self.processes.append(process)
        return process

    # PostgreSQL does not run as root.
    def start_postgres(self):
        programs = postgres_programs()
        data = self.directory / "postgres"
        data.mkdir()
        user = []
        if os.getuid() == 0:
            shutil.chown(data, "postgres")
            user = ["runuser", "-u", "postgres", "--"]
        subprocess.run([*user, programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust"],
                       check=True, capture_output=True, cwd="/")
        self.postgres = self.run(
            "postgres", [*user, programs / "postgres", "-D", data, "-p", self.pg_port, "-k", data, "-h", "127.0.0.1"])
        wait_until(lambda: subprocess.run(["psql", self.database_url(), "-c", "select 1"], capture_output=True).returncode == 0,
                   "PostgreSQL")

    def database_url(self):
        return f"postgres://postgres@127.0.0.1:{self.pg_port}/postgres"

    def sql(self, statement):
        """The rows of a statement, each a list of texts."""
        output = subprocess.run(["psql", self.database_url(), "-AtF", "\t", "-c", statement],
                                check=True, capture_output=True, text=True).stdout
        return [line.split("\t") for line in output.splitlines()]

    def environment(self, port):
        return {
            **os.environ,
            "PORT": str(port),
            "DATABASE_URL": f"postgres://postgres:x@127.0.0.1:{self.pg_port}/postgres",
            "REDIS_ADDR": f"127.0.0.1:{self.redis_port}",
            "BLOB_DIR": str(self.blobs),
            "GRAPH_URL": f"http://127.0.0.1:{self.sandbox_port}/sandbox",
            **self.settings,
        }

    def role(self, role, port):
        env = {**self.environment(port), "ROLES": role, "ADMIN_API_KEY": self.admin_key, "TOKEN_FRANCISCO": "EAAB-benchmark"}
        start = self.app.parent.parent / "bin" / "creative-service"
        if start.exists() and (self.app / "creative-service.jsa").exists():
            return self.run(role, [start, f"-Xmx{self.heap}"], env)
        return self.run(role, ["java", f"-Xmx{self.heap}", "-jar", self.app / "quarkus-run.jar"], env)

    def worker(self):
        port = free_port()
        worker = self.role("worker", port)
        self.wait_ready(worker, port)
        return worker

    def gateway(self, script):
        """Starts a process of the gateway to compare with."""
        process = self.run("gateway-" + script, ["node", GATEWAY / (script + ".js")], self.environment(self.gateway_port))
        if script == "server":
            wait_until(lambda: self.call("GET", "/", port=self.gateway_port)[0] > 0, "the Node gateway")
        else:
            time.sleep(2)
        return process

    def wait_ready(self, process, port):
        try:
            wait_until(lambda: process.has_ended() or self.call("GET", "/q/health/ready", port=port)[0] == 200, "readiness")
        except TimeoutError:
            raise RuntimeError(f"{process.log.stem} did not become ready:\n{process.last_lines()}") from None
        if process.has_ended():
            raise RuntimeError(f"{process.log.stem} did not start:\n{process.last_lines()}")

    def register_client(self):
        client = {"client_id": "francisco", "ad_account_id": "act_1001", "page_id": "2001", "token_ref": "ENV:TOKEN_FRANCISCO"}
        self.json("POST", "/v1/clients", client, key=self.admin_key)
        self.key = self.json("POST", "/v1/clients/francisco/keys", {"calls_per_minute": 0, "creates_per_minute": 0}, key=self.admin_key)["key"]

    def call(self, method, path, body=None, headers=None, port=None, key=None):
        """Status and body of a call; 0 if there is no answer."""
        connection = http.client.HTTPConnection("127.0.0.1", port or self.api_port, timeout=90)
        headers = {"Authorization": "Bearer " + (key or self.key or "none"), **(headers or {})}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except OSError:
            return 0, b""
        finally:
            connection.close()

    def json(self, method, path, body=None, **options):
        """The JSON of an answer that must be a success."""
        status, answer = self.call(method, path, json.dumps(body) if body is not None else None,
                                   {"Content-Type": "application/json"}, **options)
        if not 200 <= status < 300:
            raise RuntimeError(f"{method} {path}: {status} {answer[:300]!r}")
        return json.loads(answer) if answer else None

    def sandbox_settings(self, **settings):
        self.json("PUT", "/sandbox/_settings", {"latency_ms": 0, "video_processing_ms": 1, **settings}, port=self.sandbox_port)

    def forget_sandbox(self):
        self.call("DELETE", "/sandbox/_state", port=self.sandbox_port)

    def flushed_statistics(self):
        """Transactions, and updates of jobs in all and in place (HOT). A backend reports at most once a second."""
        time.sleep(1.5)
        rows = self.sql("""select (select sum(xact_commit + xact_rollback) from pg_stat_database),
                                  coalesce(sum(n_tup_upd), 0), coalesce(sum(n_tup_hot_upd), 0)
                             from pg_stat_user_tables where relname = 'jobs'""")
        return [int(value) for value in rows[0]]

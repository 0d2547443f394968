"""What is sent: files, forms, and many callers at once."""
import concurrent.futures
import dataclasses
import os
import pathlib
import random
import re
import struct
import subprocess
import uuid
import zlib

MB = 1 << 20
FTYP = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41"


def png(seed):
    colour = bytes([0]) + random.Random(seed).randbytes(3) * 640

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 640, 640, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(colour * 640)) + chunk(b"IEND", b"")


def mp4(size):
    """A video that the service accepts: it reads the boxes, never the pixels."""
    length = size - len(FTYP)
    return FTYP + length.to_bytes(4, "big") + b"mdat" + random.Random(1).randbytes(length - 8)


def large_mp4(path, size):
    with open(path, "wb") as file:
        file.write(FTYP + b"\x00\x00\x00\x01mdat" + (size - len(FTYP)).to_bytes(8, "big"))
        left = size - len(FTYP) - 16
        while left > 0:
            file.write(os.urandom(min(left, 8 * MB)))
            left -= 8 * MB
    return path


def form(fields, files):
    """A multipart body and its content type. Files are bytes and media type by field."""
    boundary = "bench-" + uuid.uuid4().hex
    body = b""
    for name, value in fields.items():
        body += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    for name, (data, media_type) in files.items():
        body += (f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n'
                 f"Content-Type: {media_type}\r\n\r\n").encode() + data + b"\r\n"
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def video_form(name, data, thumbnail_seed):
    return form({"name": name, "link": "https://example.com"},
                {"video": (data, "video/mp4"), "thumbnail": (png(thumbnail_seed), "image/png")})


def send_videos(cluster, port, tag, count, data):
    """Has videos accepted, eight at once. Each has a thumbnail of its own, so that Meta does not know the picture yet."""
    def send(number):
        body, media_type = video_form(f"{tag}-{number}", data, f"{tag}-{number}")
        status, answer = cluster.call("POST", "/v1/jobs/creatives/video", body, {"Content-Type": media_type}, port=port)
        if status != 202:
            raise RuntimeError(f"a video was not accepted: {status} {answer[:300]!r}")

    with concurrent.futures.ThreadPoolExecutor(8) as callers:
        list(callers.map(send, range(count)))


@dataclasses.dataclass
class Load:
    """What wrk says: successes a second and in all, milliseconds, and calls that failed."""
    rate: float
    successes: int
    p50: float
    p99: float
    errors: int


SCRIPT = """
local file = io.open("{body}", "rb")
wrk.method = "POST"
wrk.body = file:read("*a")
file:close()
wrk.headers["Content-Type"] = "{media_type}"
wrk.headers["Authorization"] = "Bearer {key}"
done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %.3f %.3f\\n", summary.requests, summary.duration,
    errors.status + errors.read + errors.write + errors.timeout + errors.connect,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
"""


def post_load(cluster, port, path, body, media_type, callers, seconds):
    """The same POST again and again, from a number of callers that each wait for the answer."""
    name = cluster.directory / uuid.uuid4().hex
    pathlib.Path(f"{name}.body").write_bytes(body)
    pathlib.Path(f"{name}.lua").write_text(SCRIPT.format(body=f"{name}.body", media_type=media_type, key=cluster.key))
    output = subprocess.run(
        ["wrk", "-t1", f"-c{callers}", f"-d{seconds}s", "-s", f"{name}.lua", "--timeout", "20s", f"http://127.0.0.1:{port}{path}"],
        check=True, capture_output=True, text=True).stdout
    found = re.search(r"RESULT (\d+) (\d+) (\d+) ([\d.]+) ([\d.]+)", output)
    calls, microseconds, errors = (int(found[at]) for at in (1, 2, 3))
    return Load((calls - errors) / microseconds * 1e6, calls - errors, float(found[4]), float(found[5]), errors)


def curl_form(url, key, fields, file):
    """Sends a form with a large file. Returns curl's seconds and the body of the answer."""
    command = ["curl", "-sS", "--fail-with-body", "-w", "\n%{time_total}", "-H", f"Authorization: Bearer {key}"]
    for name, value in fields.items():
        command += ["-F", f"{name}={value}"]
    output = subprocess.run([*command, "-F", f"video=@{file};type=video/mp4", url], capture_output=True, text=True)
    if output.returncode:
        raise RuntimeError(f"{url}: {output.stdout} {output.stderr}")
    body, seconds = output.stdout.rsplit("\n", 1)
    return float(seconds), body

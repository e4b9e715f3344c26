// Lives of cases over HTTP: each connection plays one life after another, six calls each, and times every call.
import net from "node:net";

const [, , base, token, matter, lanes, seconds] = process.argv;
const { hostname, port } = new URL(base);
const times = [], lives = [];
let failures = 0, firstFailure = "";
const END = Buffer.from("\r\n\r\n");

// One kept connection with one call at a time, written and read without a library: the client shares the machine with
// what it measures, and takes a third of the time of node:http.
class Lane {
  constructor() {
    this.connect();
  }

  connect() {
    const socket = net.connect(Number(port), hostname);
    this.got = Buffer.alloc(0);
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (part) => this.read(part));
    socket.on("error", (error) => this.lost(socket, error));
    socket.on("close", () => this.lost(socket, new Error("closed")));
  }

  lost(socket, error) {
    if (socket === this.socket) this.waiting?.fail(error);
  }

  read(part) {
    this.got = this.got.length ? Buffer.concat([this.got, part]) : part;
    const end = this.got.indexOf(END);
    if (end < 0) return;
    const head = this.got.latin1Slice(0, end);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? NaN);
    if (Number.isNaN(length)) return this.waiting.fail(new Error(`no length: ${head}`));
    if (this.got.length < end + 4 + length) return;
    const text = this.got.utf8Slice(end + 4, end + 4 + length);
    this.got = this.got.subarray(end + 4 + length);
    const { path, began, done, fail } = this.waiting;
    times.push(Number(process.hrtime.bigint() - began) / 1e6);
    const status = Number(head.slice(9, 12));
    if (/\r\nconnection: *close/i.test(head)) this.connect();
    if (status === 200 || status === 201) done(JSON.parse(text));
    else fail(new Error(`${path} ${status} ${text.slice(0, 300)}`));
  }

  call(path, body) {
    const data = JSON.stringify(body);
    const head = `POST ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer ${token}\r\n`
      + `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(data)}\r\n`
      + `Idempotency-Key: ${crypto.randomUUID()}\r\nAccept-Language: zh-CN\r\n\r\n`;
    return new Promise((done, fail) => {
      this.waiting = { path, began: process.hrtime.bigint(), done, fail };
      this.socket.write(head + data);
    });
  }
}

const life = async (call, lane, n) => {
  const applicant = { name: "王秀英", id_kind: "resident", id_number: "440981199001010017", phone: "13900668001" };
  const facts = { shop: `荔枝小馆${lane}-${n}`, area: "86", kind: "cold" };
  const papers = [{ material: 1, reference: "R-1" }, { material: 2, reference: "R-2" }];
  const { id } = await call("/api/v1/cases", { matter, applicant, facts, papers });
  await call(`/api/v1/cases/${id}/accept`, { officer: "li" });
  await call(`/api/v1/cases/${id}/review`, { officer: "zhao", verdict: "agree", opinion: "符合条件" });
  await call(`/api/v1/cases/${id}/decide`, { officer: "qian", outcome: "grant" });
  await call(`/api/v1/cases/${id}/deliver`, { officer: "li", method: "personal", proof: "本人签收" });
  await call(`/api/v1/cases/${id}/rate`, { level: 5, told_by: "online" });
  lives.push(Date.now());
};

const until = Date.now() + Number(seconds) * 1000;
const began = Date.now();
await Promise.all(Array.from({ length: Number(lanes) }, async (_unused, lane) => {
  const line = new Lane();
  const call = line.call.bind(line);
  for (let n = 0; Date.now() < until; n += 1) {
    try { await life(call, lane, n); } catch (error) { failures += 1; firstFailure ||= error.message; if (failures > 50) return; }
  }
}));
const spent = (Date.now() - began) / 1000;
times.sort((a, b) => a - b);
const at = (share) => Number((times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(2));
console.log(JSON.stringify({ lives: lives.length, seconds: spent, lives_per_s: lives.length / spent, p50_ms: at(0.5), p99_ms: at(0.99), calls: times.length, failures, first_failure: firstFailure }));
process.exit(0);

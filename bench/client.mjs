// Lives of cases over HTTP: each connection plays one life after another, six calls each, and times every call.
import http from "node:http";

const [, , base, token, matter, lanes, seconds] = process.argv;
const { hostname, port } = new URL(base);
const agent = new http.Agent({ keepAlive: true, maxSockets: Number(lanes) });
const times = [], lives = [];
let failures = 0, firstFailure = "";

const call = (path, body) => new Promise((done, fail) => {
  const data = JSON.stringify(body);
  const began = process.hrtime.bigint();
  const request = http.request({
    agent, hostname, port, path, method: "POST",
    headers: {
      Authorization: `Bearer ${token}`, "Content-Type": "application/json", "Content-Length": Buffer.byteLength(data),
      "Idempotency-Key": crypto.randomUUID(), "Accept-Language": "zh-CN",
    },
  }, (answer) => {
    let text = "";
    answer.setEncoding("utf8");
    answer.on("data", (part) => { text += part; });
    answer.on("end", () => {
      times.push(Number(process.hrtime.bigint() - began) / 1e6);
      if (answer.statusCode > 201) fail(new Error(`${path} ${answer.statusCode} ${text.slice(0, 300)}`));
      else done(JSON.parse(text));
    });
  });
  request.on("error", fail);
  request.end(data);
});

const life = async (lane, n) => {
  const applicant = { name: "王秀英", id_kind: "resident", id_number: "440981199001010017", phone: "13900668001" };
  const facts = { shop: `荔枝小馆${lane}-${n}`, area: "86", kind: "cold" };
  const papers = [{ material: 1, reference: "R-1" }, { material: 2, reference: "R-2" }];
  const { id } = await call("/api/v1/cases", { matter, applicant, facts, papers });
  await call(`/api/v1/cases/${id}/accept`, { officer: "li" });
  await call(`/api/v1/cases/${id}/review`, { officer: "zhao", verdict: "agree", opinion: "符合条件" });
  await call(`/api/v1/cases/${id}/decide`, { officer: "qian", outcome: "grant" });
  await call(`/api/v1/cases/${id}/deliver`, { officer: "li", method: "personal", proof: "本人签收" });
  await call(`/api/v1/cases/${id}/rate`, { level: 5 });
  lives.push(Date.now());
};

const until = Date.now() + Number(seconds) * 1000;
const began = Date.now();
await Promise.all(Array.from({ length: Number(lanes) }, async (_unused, lane) => {
  for (let n = 0; Date.now() < until; n += 1) {
    try { await life(lane, n); } catch (error) { failures += 1; firstFailure ||= error.message; if (failures > 50) return; }
  }
}));
const spent = (Date.now() - began) / 1000;
times.sort((a, b) => a - b);
const at = (share) => Number((times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(2));
console.log(JSON.stringify({ lives: lives.length, seconds: spent, lives_per_s: lives.length / spent, p50_ms: at(0.5), p99_ms: at(0.99), calls: times.length, failures, first_failure: firstFailure }));
process.exit(0);

// Recompute the record of a random draw (RJ-DRAW/1) in the reader's own browser. A third
// implementation beside the library and verify.py, without any dependency: it shares no code with
// them, so that one mistake is not made twice. The steps are those of verify.py, in its order.
"use strict";

class Disagreement extends Error {}

const text = new TextEncoder();
const PAIRS = Array.from({ length: 256 }, (_, one) => one.toString(16).padStart(2, "0"));

function hexOf(bytes) {
  let hex = "";
  for (let n = 0; n < bytes.length; n += 1) hex += PAIRS[bytes[n]];
  return hex;
}

function bytesOf(hex, where) {
  if (!/^([0-9a-f]{64})$/.test(hex)) throw new Disagreement(`${where}: 64 hex digits`);
  return Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
}

function joined(...parts) {
  const all = parts.map((part) => (typeof part === "string" ? text.encode(part) : part));
  const whole = new Uint8Array(all.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of all) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

// -- hashes -----------------------------------------------------------------------------------

// One buffer is filled and padded again for each of the many short messages.
let BUFFER = new Uint8Array(1024);
let VIEW = new DataView(BUFFER.buffer);
const W = new Int32Array(68);

function padded(data) {
  const size = ((data.length + 8) >> 6) * 64 + 64;
  if (size > BUFFER.length) {
    BUFFER = new Uint8Array(2 * size);
    VIEW = new DataView(BUFFER.buffer);
  }
  BUFFER.set(data);
  BUFFER.fill(0, data.length, size);
  BUFFER[data.length] = 0x80;
  VIEW.setUint32(size - 8, Math.floor(data.length / 0x20000000));
  VIEW.setUint32(size - 4, (data.length << 3) >>> 0);
  return size;
}

function written(state) {
  const bytes = new Uint8Array(32);
  for (let n = 0; n < 32; n += 1) bytes[n] = state[n >> 2] >>> (24 - 8 * (n & 3));
  return bytes;
}

// The constants of SHA-256 are the fractions of the cube and square roots of the first primes.
const primes = [];
for (let n = 2; primes.length < 64; n += 1) {
  if (primes.every((one) => n % one)) primes.push(n);
}
const fraction = (x) => ((x - Math.floor(x)) * 0x100000000) | 0;
const ROUNDS = Int32Array.from(primes, (one) => fraction(Math.cbrt(one)));
const START = Int32Array.from(primes.slice(0, 8), (one) => fraction(Math.sqrt(one)));
const left = (word, by) => (word << by) | (word >>> (32 - by));

function sha256(data) {
  const size = padded(data);
  const state = Int32Array.from(START);
  for (let block = 0; block < size; block += 64) sha256Block(state, block);
  return written(state);
}

function sha256Block(state, block) {
  for (let j = 0; j < 16; j += 1) W[j] = VIEW.getInt32(block + 4 * j);
  for (let j = 16; j < 64; j += 1) {
    const a = W[j - 15];
    const b = W[j - 2];
    const s0 = ((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3);
    const s1 = ((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10);
    W[j] = (W[j - 16] + s0 + W[j - 7] + s1) | 0;
  }
  let a = state[0], b = state[1], c = state[2], d = state[3];
  let e = state[4], f = state[5], g = state[6], h = state[7];
  for (let j = 0; j < 64; j += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROUNDS[j] + W[j]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t1) | 0;
    d = c; c = b; b = a; a = (t1 + t2) | 0;
  }
  state[0] += a; state[1] += b; state[2] += c; state[3] += d;
  state[4] += e; state[5] += f; state[6] += g; state[7] += h;
}

// SM3 (GB/T 32905); WebCrypto does not have it.
const SM3_START = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
];
const turned = (word, by) => (by % 32 ? left(word, by % 32) : word);

function sm3(data) {
  const size = padded(data);
  const state = Int32Array.from(SM3_START);
  for (let block = 0; block < size; block += 64) sm3Block(state, block);
  return written(state);
}

function sm3Block(state, block) {
  for (let j = 0; j < 16; j += 1) W[j] = VIEW.getInt32(block + 4 * j);
  for (let j = 16; j < 68; j += 1) {
    const x = W[j - 16] ^ W[j - 9] ^ left(W[j - 3], 15);
    W[j] = x ^ left(x, 15) ^ left(x, 23) ^ left(W[j - 13], 7) ^ W[j - 6];
  }
  let a = state[0], b = state[1], c = state[2], d = state[3];
  let e = state[4], f = state[5], g = state[6], h = state[7];
  for (let j = 0; j < 64; j += 1) {
    const t = j < 16 ? 0x79cc4519 : 0x7a879d8a;
    const ss1 = left((left(a, 12) + e + turned(t, j)) | 0, 7);
    const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
    const tt1 = (ff + d + (ss1 ^ left(a, 12)) + (W[j] ^ W[j + 4])) | 0;
    const tt2 = (gg + h + ss1 + W[j]) | 0;
    d = c; c = left(b, 9); b = a; a = tt1;
    h = g; g = left(f, 19); f = e; e = tt2 ^ left(tt2, 9) ^ left(tt2, 17);
  }
  state[0] ^= a; state[1] ^= b; state[2] ^= c; state[3] ^= d;
  state[4] ^= e; state[5] ^= f; state[6] ^= g; state[7] ^= h;
}

const HASHES = { sha256, sm3 };

// -- canonical bytes, order, tree -------------------------------------------------------------

// RFC 8785 of texts, whole numbers, lists and objects: JSON.stringify with the keys in order.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

// By code point, as bytes of UTF-8 come; JavaScript compares halves of pairs.
function order(one, other) {
  if (!/[\ud800-\udfff]/.test(one + other)) return one < other ? -1 : Number(one > other);
  const a = Array.from(one);
  const b = Array.from(other);
  for (let n = 0; n < Math.min(a.length, b.length); n += 1) {
    if (a[n] !== b[n]) return a[n].codePointAt(0) - b[n].codePointAt(0);
  }
  return a.length - b.length;
}

function agree(what, said, must) {
  if (canonical(said) !== canonical(must)) {
    throw new Disagreement(`${what}: ${canonical(must).slice(0, 300)} ≠ ${canonical(said).slice(0, 300)}`);
  }
}

function agreeEach(what, said, must) {
  for (let n = 0; n < Math.max(said.length, must.length); n += 1) {
    agree(`${what} ${n + 1}`, said[n] ?? null, must[n] ?? null);
  }
}

function treeRoot(hash, entries) {
  const node = new Uint8Array(65);
  node[0] = 1;
  let level = entries.map((one) => hash(text.encode(`\0${canonical(one)}`)));
  while (level.length > 1) {
    const above = [];
    for (let n = 0; n + 1 < level.length; n += 2) {
      node.set(level[n], 1);
      node.set(level[n + 1], 33);
      above.push(hash(node));
    }
    if (level.length % 2) above.push(level[level.length - 1]);
    level = above;
  }
  return hexOf(level.length ? level[0] : hash(new Uint8Array(0)));
}

function byHash(hash, prefix, ids) {
  const found = Array.from(ids, (id) => [hexOf(hash(joined(prefix, id))), id]);
  found.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : order(a[1], b[1])));
  return found;
}

// -- the steps --------------------------------------------------------------------------------

function* check(record) {
  const hash = HASHES[record.plan.hash];
  if (!hash) throw new Disagreement(`record.plan.hash: ${record.plan.hash}`);
  agree("record.v", record.v, "rj-record/1");
  agree("record.plan.v", record.plan.v, "rj-draw/1");
  const { size } = record.plan.team;
  agree("record.plan.team", record.plan.team, { size: Math.max(size, 2), pairs: "same-unit" });
  agree("record.plan_hash", record.plan_hash, hexOf(hash(joined("RJ-PLAN/1\0", canonical(record.plan)))));
  yield ["plan", record.plan_hash];
  checkLists(record, hash);
  yield ["lists", record.objects.length];
  const value = beaconValue(record, hash);
  yield ["beacon", record.plan.beacon.kind];
  agree("record.seed", record.seed, hexOf(seedOf(record, hash, value)));
  yield ["seed", record.seed];
  checkSelection(record, hash);
  yield ["selection", record.strata.length];
  if (record.plan.second_stage) checkSecondStage(record, hash);
  checkTeams(record, hash);
  yield ["teams", record.assignment.teams.length];
}

const LISTS = { objects: ["id"], officers: ["id"], recusals: ["officer", "object"], parts: ["object", "id"], experts: ["id"] };

function checkLists(record, hash) {
  for (const [name, fields] of Object.entries(LISTS)) {
    const entries = record[name];
    const told = { parts: record.plan.second_stage, experts: record.plan.experts }[name];
    if ((name === "parts" || name === "experts") && !told) continue;
    const ids = entries.map((one) => fields.map((field) => one[field]));
    for (let n = 1; n < ids.length; n += 1) {
      const step = ids[n].map((part, place) => order(part, ids[n - 1][place])).find((one) => one !== 0);
      if (!(step > 0)) throw new Disagreement(`record.${name}[${n + 1}]: order`);
    }
    const planned = name === "objects" ? "register" : name;
    const size = told ? told.size : record.plan[`${planned}_size`];
    const root = told ? told.root : record.plan[`${planned}_root`];
    agree(`record.${name}, size`, entries.length, size);
    agree(`record.${name}, root`, treeRoot(hash, entries), root);
  }
}

const RESULTS = { lottery: "results", dice: "rolls", "commit-reveal": "reveals" };

function beaconValue(record, hash) {
  const named = record.plan.beacon;
  const shown = record.beacon;
  for (const key of Object.keys(named)) agree(`record.beacon.${key}`, shown[key], named[key]);
  let value;
  if (named.kind === "practice") {
    const known = { round: named.round, seed: named.seed };
    value = hash(joined("RJ-PRACTICE/1\0", canonical(known)));
  } else if (named.kind === "drand") {
    // The signature itself is checked by verify.py, where its library is installed.
    if (!/^[0-9a-f]{96}$/.test(shown.signature)) throw new Disagreement("record.beacon.signature");
    value = sha256(Uint8Array.from(shown.signature.match(/../g), (pair) => parseInt(pair, 16)));
  } else if (RESULTS[named.kind]) {
    const results = shown[RESULTS[named.kind]];
    value = hash(joined("RJ-PUBLIC/1\0", canonical(results)));
    if (named.kind === "lottery") {
      agree("record.beacon.results", results.map(({ game, issue }) => ({ game, issue })), named.draws);
    } else if (named.kind === "dice") {
      agree("record.beacon.rolls", results.length, named.count);
    } else {
      agree("record.beacon.reveals", results.length, named.parties.length);
      named.parties.forEach((party, n) => {
        agree(`record.beacon.reveals ${party.name}`, secretHash(hash, results[n], "record.beacon.reveals"), party.commitment);
      });
    }
  } else {
    throw new Disagreement(`record.plan.beacon.kind: ${named.kind}`);
  }
  agree("record.beacon.value", shown.value, hexOf(value));
  return value;
}

const secretHash = (hash, hex, where) => hexOf(hash(joined("RJ-SECRET/1\0", bytesOf(hex, where))));

function seedOf(record, hash, value) {
  const key = new Uint8Array(64);
  if (record.plan.sealed !== null) {
    agree("record.secret", secretHash(hash, record.secret, "record.secret"), record.plan.sealed);
    key.set(bytesOf(record.secret, "record.secret"));
  }
  const first = bytesOf(record.plan.succeeds ?? record.plan_hash, "record.plan.succeeds");
  const inner = hash(joined(key.map((one) => one ^ 0x36), "RJ-SEED/1\0", first, value));
  return hash(joined(key.map((one) => one ^ 0x5c), inner));
}

const ticketPrefix = (record, group) => joined("RJ-TICKET/1\0", bytesOf(record.seed, "record.seed"), group, "\0");
const shownTickets = (drawn) => drawn.map(([ticket, id]) => ({ id, ticket }));

function checkSelection(record, hash) {
  const { plan } = record;
  const prefix = ticketPrefix(record, plan.merge_group);
  const members = new Map();
  const sizes = new Map(record.objects.map((one) => [one.id, one.size]));
  for (const one of record.objects) {
    if (!members.has(one.stratum)) members.set(one.stratum, []);
    members.get(one.stratum).push(one.id);
  }
  const labels = [...members.keys()].sort(order);
  agree("record.plan.strata", plan.strata.map((one) => one.label), labels);
  agree("record.strata", record.strata.map((one) => one.stratum), labels);
  plan.strata.forEach((stratum, n) => {
    const shown = record.strata[n];
    let drawn = byHash(hash, prefix, members.get(stratum.label));
    agree(`record.plan.strata ${stratum.label} size`, stratum.size, drawn.length);
    const whole = stratum.algorithm === "census" || stratum.algorithm === "for-cause";
    if (!whole && !["srs", "pareto"].includes(stratum.algorithm)) {
      throw new Disagreement(`record.plan.strata ${stratum.label} algorithm`);
    }
    if (stratum.drawn < (whole ? stratum.size : 1) || stratum.drawn > stratum.size) {
      throw new Disagreement(`record.plan.strata ${stratum.label} drawn`);
    }
    for (const item of plan.items ?? []) {
      agree("record.plan.items", item.drawn.length, plan.strata.length);
    }
    const most = plan.items ? Math.max(...plan.items.map((item) => item.drawn[n])) : stratum.drawn;
    agree(`record.plan.items ${stratum.label}`, most, stratum.drawn);
    if (stratum.algorithm === "pareto") {
      if (plan.items) throw new Disagreement(`record.plan.strata ${stratum.label} algorithm`);
      const ranked = byRank(drawn, sizes, stratum.drawn);
      drawn = ranked.drawn;
      agree(`record.strata ${stratum.label} tau`, shown.tau, ranked.tau);
    }
    agreeEach(`record.strata ${stratum.label} selected`, shown.selected, shownTickets(drawn.slice(0, stratum.drawn)));
    const reserve = drawn.slice(stratum.drawn, stratum.drawn + plan.reserve);
    agreeEach(`record.strata ${stratum.label} reserve`, shown.reserve, shownTickets(reserve));
  });
}

// The order of a Pareto sample, in exact fractions of whole numbers.
function byRank(drawn, sizes, number) {
  const certain = new Set();
  let share = 0;
  let total = 0;
  for (let found = true; found;) {
    share = number - certain.size;
    const rest = drawn.filter(([, id]) => !certain.has(id));
    total = rest.reduce((sum, [, id]) => sum + sizes.get(id), 0);
    const reached = rest.filter(([, id]) => share && share * sizes.get(id) >= total);
    reached.forEach(([, id]) => certain.add(id));
    found = reached.length > 0;
  }
  const rank = new Map(drawn.map(([ticket, id]) => {
    if (certain.has(id)) return [id, [-1n, 1n]];
    const u = 2n * BigInt(`0x${ticket}`) + 1n;
    const target = BigInt(share * sizes.get(id));
    return [id, [u * (BigInt(total) - target), ((1n << 257n) - u) * target]];
  }));
  const sorted = [...drawn].sort((a, b) => {
    const [p, q] = rank.get(a[1]);
    const [r, s] = rank.get(b[1]);
    const difference = p * s - r * q;
    if (difference) return difference < 0n ? -1 : 1;
    return a[0] < b[0] ? -1 : 1;
  });
  if (number === sorted.length) return { drawn: sorted, tau: "-" };
  const [above, below] = rank.get(sorted[number][1]);
  const digits = ((above * 10n ** 12n) / below).toString().padStart(13, "0");
  return { drawn: sorted, tau: `${digits.slice(0, -12)}.${digits.slice(-12)}` };
}

const drawnIds = (record) => record.strata.flatMap((one) => one.selected.map(({ id }) => id));

function checkSecondStage(record, hash) {
  const inside = new Map();
  for (const { object, id } of record.parts) inside.set(object, [...(inside.get(object) ?? []), id]);
  agreeEach("record.second_stage", record.second_stage.map((one) => one.object), drawnIds(record));
  for (const one of record.second_stage) {
    const prefix = ticketPrefix(record, `${record.plan.merge_group}/${one.object}`);
    const drawn = byHash(hash, prefix, inside.get(one.object) ?? []);
    const first = shownTickets(drawn.slice(0, record.plan.second_stage.drawn));
    agreeEach(`record.second_stage ${one.object}`, one.selected, first);
  }
}

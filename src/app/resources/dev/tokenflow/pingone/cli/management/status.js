'use strict';

// Reads /metrics every two seconds and shows what it says, one section for each application.
const EVERY_MS = 2000;
const shown = new Map();
let before = null;

const LINE = /^([a-z_]+)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-z_]+)="((?:[^"\\]|\\.)*)"/g;

function parse(text) {
  const samples = [];
  for (const line of text.split('\n')) {
    const match = line.startsWith('#') ? null : LINE.exec(line);
    if (match && match[1].startsWith('pingone_')) {
      const labels = {};
      for (const label of (match[2] || '').matchAll(LABEL)) {
        labels[label[1]] = label[2].replace(/\\(["\\])/g, '$1');
      }
      samples.push({name: match[1], labels, value: Number(match[3].replace('+Inf', 'Infinity'))});
    }
  }
  return samples;
}

function select(samples, name, labels = {}) {
  return samples.filter(s => s.name === name
      && Object.entries(labels).every(([key, value]) => s.labels[key] === value));
}

const sum = samples => samples.reduce((total, s) => total + (Number.isNaN(s.value) ? 0 : s.value), 0);

function groups(samples, ...keys) {
  const found = new Map();
  for (const s of samples) {
    const key = keys.map(k => s.labels[k]).join(' ');
    found.set(key, [...(found.get(key) || []), s]);
  }
  return found;
}

const count = n => Math.round(n).toLocaleString('en');
const seconds = s => Number.isNaN(s) ? 'none'
    : s < 1 ? Math.round(s * 1000) + ' ms'
    : s < 120 ? s.toFixed(s < 10 ? 1 : 0) + ' s'
    : s < 7200 ? Math.round(s / 60) + ' min'
    : (s / 3600).toFixed(1) + ' h';

// The least bucket that holds 95% of the requests.
function percentile95(buckets) {
  const byLimit = [...groups(buckets, 'le')]
      .map(([limit, of]) => ({limit: limit === '+Inf' ? Infinity : Number(limit), count: sum(of)}))
      .sort((a, b) => a.limit - b.limit);
  const all = byLimit.length ? byLimit[byLimit.length - 1].count : 0;
  const enough = byLimit.find(b => b.count >= 0.95 * all);
  return !enough ? '' : enough.limit === Infinity ? 'more than 30 s' : seconds(enough.limit);
}

function put(section, name, text, bad) {
  const place = section.querySelector(`[data-value="${name}"]`);
  place.textContent = text;
  place.className = bad ? 'bad' : '';
}

function rows(section, name, lines) {
  const table = section.querySelector(`[data-table="${name}"]`);
  table.tBodies[0].replaceChildren(...(lines.length ? lines : [['none yet']]).map(line => {
    const row = document.createElement('tr');
    for (const cell of line) {
      row.insertCell().textContent = cell;
    }
    row.lastElementChild.colSpan = table.tHead.rows[0].cells.length - line.length + 1;
    return row;
  }));
}

function section(address) {
  if (!shown.has(address)) {
    const added = document.getElementById('application').content.cloneNode(true).firstElementChild;
    added.querySelector('h2').textContent = address;
    document.getElementById('applications').append(added);
    shown.set(address, added);
  }
  return shown.get(address);
}

function show(address, all, last, elapsed) {
  const samples = all.filter(s => s.labels.address === address);
  const of = (name, labels) => select(samples, name, labels);
  const place = section(address);
  const calls = of('pingone_calls_seconds_count');
  const earlier = last ? select(last, 'pingone_calls_seconds_count', {address}) : null;
  put(place, 'rate', earlier ? Math.max(0, (sum(calls) - sum(earlier)) / elapsed).toFixed(1) : '…');
  put(place, 'inFlight', count(sum(of('pingone_in_flight'))));
  put(place, 'queued', count(sum(of('pingone_queued'))));
  put(place, 'pendingFlows', count(sum(of('pingone_pending_flows'))));
  const open = sum(of('pingone_circuit_open'));
  put(place, 'circuit', open === 0 ? 'closed' : 'open', open > 0);
  const paces = of('pingone_pace', {group: 'sign-on'}).filter(s => !Number.isNaN(s.value));
  put(place, 'pace', paces.length === 0 ? 'unlimited' : sum(paces).toFixed(1) + ' / s');
  const pause = Math.max(0, ...of('pingone_pause').map(s => s.value));
  put(place, 'pause', pause === 0 ? 'none' : seconds(pause), pause > 0);
  const ages = of('pingone_key_set_age').map(s => s.value).filter(age => !Number.isNaN(age));
  put(place, 'keySetAge', ages.length === 0 ? 'none' : seconds(Math.max(...ages)), ages.length === 0);
  const sums = of('pingone_requests_seconds_sum');
  const buckets = of('pingone_requests_seconds_bucket');
  rows(place, 'steps', [...groups(of('pingone_requests_seconds_count'), 'step')].map(([step, counts]) => [
    step, count(sum(counts)),
    seconds(sum(select(sums, 'pingone_requests_seconds_sum', {step})) / sum(counts)),
    percentile95(select(buckets, 'pingone_requests_seconds_bucket', {step}))]));
  rows(place, 'calls', [...groups(calls, 'operation', 'outcome', 'error')].sort().map(([, same]) => {
    const labels = same[0].labels;
    return [labels.operation, labels.outcome === 'failed' ? labels.error : labels.outcome, count(sum(same))];
  }));
  rows(place, 'accounts', of('pingone_account_expires_in').map(s => [s.labels.account, seconds(s.value)]));
}

function reasons(check) {
  return [...(check.data && check.data.reasons || []), ...(check.checks || []).flatMap(reasons)];
}

async function look() {
  const state = document.getElementById('state');
  try {
    const [metrics, ready] = await Promise.all([fetch('metrics'), fetch('health/ready')]);
    const samples = parse(await metrics.text());
    const now = performance.now();
    for (const address of new Set(samples.map(s => s.labels.address))) {
      show(address, samples, before && before.samples, before && (now - before.at) / 1000);
    }
    before = {samples, at: now};
    const degraded = reasons(await ready.json());
    state.textContent = !ready.ok ? 'not ready' : degraded.length ? 'ready; ' + degraded.join('; ') : 'ready';
    state.className = ready.ok && !degraded.length ? 'good' : 'bad';
  } catch (unreachable) {
    state.textContent = 'does not answer; the figures below are old';
    state.className = 'bad';
  }
  setTimeout(look, EVERY_MS);
}

look();

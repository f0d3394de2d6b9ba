// What the history page shows, as the address holds it: a link shows the same.

const RANGES = { "1h": 3_600_000, "24h": 86_400_000, "7d": 604_800_000, "30d": 2_592_000_000, "365d": 31_536_000_000 };
const DEFAULT_RANGE = "24h";

/**
 * range is one of the presets, which ends now, or null; then from and to are set (ms).
 * { range, from, to, measure, before, cameras: [], groups: [] }
 */
export function fromAddress(search, measures) {
  const query = new URLSearchParams(search);
  const from = Date.parse(query.get("from") ?? "");
  const to = Date.parse(query.get("to") ?? "");
  const fixed = from < to;
  const range = query.get("range");
  return {
    range: fixed ? null : Object.hasOwn(RANGES, range) ? range : DEFAULT_RANGE,
    from: fixed ? from : null,
    to: fixed ? to : null,
    measure: measures.includes(query.get("measure")) ? query.get("measure") : measures[0],
    before: query.get("before") === "1",
    cameras: query.getAll("camera"),
    groups: query.getAll("group"),
  };
}

export function toAddress(view) {
  const query = new URLSearchParams();
  if (view.range) {
    query.set("range", view.range);
  } else {
    query.set("from", new Date(view.from).toISOString());
    query.set("to", new Date(view.to).toISOString());
  }
  query.set("measure", view.measure);
  if (view.before) {
    query.set("before", "1");
  }
  view.cameras.forEach((camera) => query.append("camera", camera));
  view.groups.forEach((group) => query.append("group", group));
  return `?${query}`;
}

/** { from, to } in ms. */
export function period(view, now) {
  return view.range ? { from: now - RANGES[view.range], to: now } : { from: view.from, to: view.to };
}

/** The step whose windows show a span: at most some thousand of them. */
export function stepFor(span) {
  if (span <= 2 * 3_600_000) {
    return { label: "10s", millis: 10_000 };
  }
  return span <= 2 * 86_400_000 ? { label: "1m", millis: 60_000 } : { label: "1h", millis: 3_600_000 };
}

/** What a datetime-local input takes: local time, to the minute. */
export function toInput(time) {
  const local = new Date(time - new Date(time).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

export const fromInput = (text) => new Date(text).getTime();

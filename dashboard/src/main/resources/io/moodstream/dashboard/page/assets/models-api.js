// The calls about models. A refusal carries what the server says of it, ready to be shown.

const MODELS = "/api/v1/models";

/** The server's limit for a bundle, bytes. */
export const BUNDLE_LIMIT = 64 * 1024 * 1024;

export class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

export const models = () => json(MODELS);
export const model = (version) => json(`${MODELS}/${version}`);
export const shadow = () => json(`${MODELS}/shadow`);
export const classifiers = () => json("/api/v1/classifiers");
export const audit = () => json("/api/v1/audit");

/** { version, known, warning }: known when the same content was published before; a warning only where there is one. */
export async function publish(file) {
  const response = await call(MODELS, { method: "POST", body: file, headers: { "Content-Type": "application/zip" } });
  const { version, warning } = await response.json();
  return { version, warning, known: response.status === 200 };
}

/** Returns when every classifier has changed: that may take a minute. */
export function promote(version, reason) {
  return call(`${MODELS}/aliases/champion`, body("PUT", { version, reason }));
}

/** Version 0 ends the comparison. */
export function challenge(version, reason) {
  return call(`${MODELS}/aliases/challenger`, body("PUT", { version, reason }));
}

export function rollBack(reason) {
  return call(`${MODELS}/rollback`, body("POST", { reason }));
}

export function remove(version, reason) {
  return call(`${MODELS}/${version}?${new URLSearchParams({ reason })}`, { method: "DELETE" });
}

export function body(method, value) {
  return { method, body: JSON.stringify(value), headers: { "Content-Type": "application/json" } };
}

export async function json(path) {
  return (await call(path, { signal: AbortSignal.timeout(10_000) })).json();
}

/** Fails with a {@link Problem}; its status is 0 when there is no answer. */
export async function call(path, options) {
  const response = await fetch(path, options).catch((failure) => {
    throw new Problem(0, `moodstream does not answer: ${failure.message}`);
  });
  if (!response.ok) {
    throw new Problem(response.status, await detail(response));
  }
  return response;
}

async function detail(response) {
  const plain = `answered ${response.status} ${response.statusText}`;
  return response.json().then(
    (problem) => problem.detail ?? plain,
    () => plain,
  );
}

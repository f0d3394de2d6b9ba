// The one way in which pages call the API. A refusal carries the server's reason, ready to be shown.

/** How long a call that only reads may take, ms. */
const PATIENCE = 10_000;

export class Problem extends Error {
  /** status: 0 when there is no answer. */
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** Fails with a {@link Problem}. */
export async function request(path, options) {
  const response = await fetch(path, options).catch((failure) => {
    throw new Problem(0, `moodstream does not answer: ${failure.message}`);
  });
  if (!response.ok) {
    throw new Problem(response.status, await detail(response));
  }
  return response;
}

/** A call that only reads. */
export const read = (path, options) => request(path, { signal: AbortSignal.timeout(PATIENCE), ...options });

export const json = async (path) => (await read(path)).json();

export function body(method, value) {
  return { method, body: JSON.stringify(value), headers: { "Content-Type": "application/json" } };
}

async function detail(response) {
  const plain = `answered ${response.status} ${response.statusText}`.trim();
  return response.json().then(
    (problem) => problem.detail ?? plain,
    () => plain,
  );
}

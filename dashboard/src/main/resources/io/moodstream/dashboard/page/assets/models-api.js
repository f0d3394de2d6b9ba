// The calls about models.

import { body, json, request } from "./request.js";

const MODELS = "/api/v1/models";

/** The server's limit for a bundle, bytes. */
export const BUNDLE_LIMIT = 64 * 1024 * 1024;

export const models = () => json(MODELS);
export const model = (version) => json(`${MODELS}/${version}`);
export const shadow = () => json(`${MODELS}/shadow`);
export const classifiers = () => json("/api/v1/classifiers");
export const audit = () => json("/api/v1/audit");

/** { version, known, warning }: known when the same content was published before; a warning only where there is one. */
export async function publish(file) {
  const response = await request(MODELS, { method: "POST", body: file, headers: { "Content-Type": "application/zip" } });
  const { version, warning } = await response.json();
  return { version, warning, known: response.status === 200 };
}

/** Returns when every classifier has changed: that may take a minute. */
export function promote(version, reason) {
  return request(`${MODELS}/aliases/champion`, body("PUT", { version, reason }));
}

export const canary = () => json(`${MODELS}/canary`);

/** The version serves a share of the cameras; version 0 ends that, without a share. */
export function assignCanary(version, reason, percent) {
  return request(`${MODELS}/aliases/canary`, body("PUT", version === 0 ? { version, reason } : { version, reason, percent }));
}

/** Version 0 ends the comparison. */
export function challenge(version, reason) {
  return request(`${MODELS}/aliases/challenger`, body("PUT", { version, reason }));
}

export function rollBack(reason) {
  return request(`${MODELS}/rollback`, body("POST", { reason }));
}

export function remove(version, reason) {
  return request(`${MODELS}/${version}?${new URLSearchParams({ reason })}`, { method: "DELETE" });
}

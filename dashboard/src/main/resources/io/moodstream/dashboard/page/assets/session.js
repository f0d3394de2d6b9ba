// The user of this browser: sign-in, sign-out, rights.

import { body, json, request } from "./request.js";

const SESSION = "/api/v1/session";

/**
 * { signedIn, name, rights: ["view", ...], cameras: null for all,
 *   ways: ["oidc", "password", "token"], provider: its host, or null }
 */
export const session = () => json(SESSION);

/** secret: { token } or { name, password }. */
export const signIn = (secret) => request(SESSION, body("POST", secret));

/** Resolves to the address where the session at the provider ends too, if there is one. */
export async function signOut() {
  const response = await request(SESSION, { method: "DELETE" });
  return response.status === 200 ? (await response.json()).continueAt : null;
}

// The user of this browser: sign-in, sign-out, rights.

import { body, json, request } from "./request.js";

const SESSION = "/api/v1/session";

/** { signedIn, name, rights: ["view", ...], cameras: null for all, ways: ["password", "token"] } */
export const session = () => json(SESSION);

/** secret: { token } or { name, password }. */
export const signIn = (secret) => request(SESSION, body("POST", secret));

export const signOut = () => request(SESSION, { method: "DELETE" });

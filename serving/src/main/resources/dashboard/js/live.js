// Health, freshness and the newest audit, read once for whoever shows them: the strip at the top, the freshness section.
import { get, poll } from "./api.js";

const INTERVAL_MS = 2000;

const listeners = new Set();
const state = { health: null, healthProblem: null, freshness: null, freshnessProblem: null, audit: null, auditProblem: null, readAt: 0 };

/** Calls `listener(state)` now and after every reading; answers how to stop. */
export function follow(listener) {
  listeners.add(listener);
  listener(state);
  return () => listeners.delete(listener);
}

/** The server's clock now, so that ages do not depend on the reader's. */
export const serverNow = () => state.freshness.nowMs + (performance.now() - state.readAt);

async function read(what, path, signal, accept) {
  try {
    state[what] = await get(path, { signal, accept });
    state[`${what}Problem`] = null;
  } catch (error) {
    if (error.name === "AbortError") throw error;
    state[`${what}Problem`] = error;
  }
}

/** Starts reading; goes on for as long as the page lives. */
export function start() {
  poll(async (signal) => {
    await Promise.all([read("health", "/health/ready", signal, [503]), read("freshness", "/v1/freshness", signal), read("audit", "/v1/audit", signal)]);
    if (state.freshness && !state.freshnessProblem) state.readAt = performance.now();
    for (const listener of listeners) listener(state);
    const problem = state.healthProblem ?? state.freshnessProblem;
    if (problem) throw problem;
  }, INTERVAL_MS);
}

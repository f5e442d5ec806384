// HTTP: JSON in and out, problem documents as errors, polling that rests.
import { anotherKey, key, withKey } from "./key.js";

/** What went wrong, in the words of the server's problem document (RFC 9457) where there is one. */
export class Problem extends Error {
  constructor({ title, detail, fix, status }) {
    super(title);
    this.detail = detail ?? null;
    this.fix = fix ?? null;
    this.status = status ?? 0;
  }
}

async function send(method, path, options = {}) {
  const { body, signal, accept = [] } = options;
  const used = key();
  let response;
  try {
    response = await fetch(path, {
      method,
      signal,
      headers: withKey(used, body === undefined ? {} : { "content-type": "application/json" }),
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem({ title: "The server does not answer", detail: `${method} ${path}`, fix: "See what runs: ./slate status" });
  }
  if (response.status === 401 && (await anotherKey(used))) return send(method, path, options);
  const text = await response.text();
  let json = null;
  try {
    json = text === "" ? null : JSON.parse(text);
  } catch {
    throw new Problem({ title: "The answer is not JSON", detail: `${method} ${path}: ${text.slice(0, 200)}`, status: response.status });
  }
  if (response.ok || accept.includes(response.status)) return json;
  throw new Problem({
    title: json?.title ?? `${response.status} ${response.statusText}`,
    detail: json?.detail ?? `${method} ${path}`,
    fix: json?.fix,
    status: response.status,
  });
}

export const get = (path, options) => send("GET", path, options);
export const post = (path, body, options) => send("POST", path, { ...options, body });

/** A path with each `{}` replaced by the next value, escaped. */
export const path = (template, ...values) => template.replace(/\{\}/g, () => encodeURIComponent(values.shift()));

const SLOWEST_MS = 15_000;

/**
 * Calls `task(signal)` every `intervalMs` after it ended; doubles the pause after each failure, and rests while the page is hidden.
 * `task` shows its own failures and rethrows them. Answers `{stop, now}`.
 */
export function poll(task, intervalMs) {
  let timer = 0;
  let running = null;
  let pause = intervalMs;
  let stopped = false;

  async function turn() {
    clearTimeout(timer);
    if (stopped || running || document.hidden) return;
    running = new AbortController();
    try {
      await task(running.signal);
      pause = intervalMs;
    } catch (error) {
      if (!(error instanceof Problem) && error.name !== "AbortError") console.error(error);
      pause = Math.min(pause * 2, SLOWEST_MS);
    }
    running = null;
    if (!stopped) timer = setTimeout(turn, pause);
  }
  document.addEventListener("visibilitychange", turn);
  turn();
  return {
    now: turn,
    stop() {
      stopped = true;
      clearTimeout(timer);
      running?.abort();
      document.removeEventListener("visibilitychange", turn);
    },
  };
}

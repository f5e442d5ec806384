// Numbers and times for people.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365.25 * DAY;

/** A length of time with two units at most: "420 ms", "12.4 s", "3 min 12 s", "5 h 2 min", "12 d 4 h", "25.6 years". */
export function duration(ms) {
  if (ms === null || ms === undefined || Number.isNaN(ms)) return "–";
  const value = Math.max(0, ms);
  if (value < SECOND) return `${Math.round(value)} ms`;
  if (value < 59.95 * SECOND) return `${(value / SECOND).toFixed(1)} s`;
  if (value < HOUR) return two(value, MINUTE, "min", SECOND, "s");
  if (value < DAY) return two(value, HOUR, "h", MINUTE, "min");
  if (value < 2 * YEAR) return two(value, DAY, "d", HOUR, "h");
  return `${(value / YEAR).toFixed(1)} years`;
}

/** An age that ticks: whole seconds, so that the digits do not dance. */
export function age(ms) {
  if (ms === null || ms === undefined) return "–";
  return ms < MINUTE ? `${Math.floor(Math.max(0, ms) / SECOND)} s` : duration(ms);
}

function two(value, big, bigName, small, smallName) {
  const bigs = Math.floor(value / big);
  const smalls = Math.floor((value % big) / small);
  return smalls === 0 ? `${bigs} ${bigName}` : `${bigs} ${bigName} ${smalls} ${smallName}`;
}

export function micros(value) {
  if (value === null || value === undefined) return "–";
  if (value < 1000) return `${Math.round(value)} µs`;
  return value < 1_000_000 ? `${(value / 1000).toFixed(value < 10_000 ? 2 : 1)} ms` : duration(value / 1000);
}

export const count = (value) => (value === null || value === undefined ? "–" : value.toLocaleString("en-US"));

/** Four significant digits, none of them idle. */
export function number(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  if (typeof value !== "number") return String(value);
  if (Number.isInteger(value)) return count(value);
  return Math.abs(value) >= 1000 ? count(Math.round(value)) : String(Number(value.toPrecision(4)));
}

/** Three decimals always, for columns that are compared. */
export const fixed = (value, digits = 3) => (typeof value === "number" ? value.toFixed(digits) : "–");

/** A score: three decimals, fewer when it is large, more when it would read as nothing. */
export function score(value) {
  const size = Math.abs(value);
  if (size >= 100) return number(value);
  return size > 0 && size < 0.01 ? String(Number(value.toPrecision(2))) : fixed(value);
}

export const percent = (share) => `${Number((share * 100).toFixed(1))}%`;

/** Local date and time, "2026-11-20 11:45:03". */
export function instant(ms) {
  if (!ms) return "–";
  const date = new Date(ms);
  const pad = (part) => String(part).padStart(2, "0");
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  return `${day} ${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
}

export const ago = (ms, now = Date.now()) => (ms ? `${age(Math.max(0, now - ms))} ago` : "–");

export const plural = (n, one, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;

// Views by time: how old each was, as a share of its objective. Arrow keys walk through it; what is under the cursor is said in words.
import { get, poll } from "./api.js";
import { h, text } from "./dom.js";
import { duration } from "./format.js";
import { problemBox } from "./parts.js";

const RANGES = [
  { name: "1 hour", minutes: 60, step: 1, tick: 10 },
  { name: "6 hours", minutes: 360, step: 5, tick: 60 },
  { name: "24 hours", minutes: 1440, step: 20, tick: 240 },
];
const LEVELS = [
  { upTo: 0.5, name: "up to half of the objective" },
  { upTo: 1, name: "within the objective" },
  { upTo: 2, name: "stale" },
  { upTo: Infinity, name: "more than twice the objective" },
];
const MINUTE = 60_000;
const REFRESH_MS = 20_000;

export function heatMap() {
  let range = RANGES[0];
  let rows = [];
  let start = 0;
  let at = null;
  const problem = problemBox();
  const grid = h("div", { class: "heat", tabindex: 0, role: "group", "aria-label": "Age by view and time; arrow keys move, the words below say what is there" });
  const axis = h("div", { class: "heat-axis", "aria-hidden": true });
  const words = h("p", { class: "heat-words", "aria-live": "polite" });
  const choices = RANGES.map((one) => h("button", { type: "button", class: "quiet small", "aria-pressed": String(one === range), onclick: () => choose(one) }, one.name));
  const legend = h("ul", { class: "heat-legend" }, LEVELS.map((level, i) => h("li", {}, h("i", { class: `cell l${i}`, "aria-hidden": true }), level.name)), h("li", {}, h("i", { class: "cell", "aria-hidden": true }), "no figure"));
  const node = h(
    "section",
    { class: "panel" },
    h("div", { class: "title-row" }, h("h2", {}, "How it was"), h("div", { class: "actions", role: "group", "aria-label": "How far back" }, choices)),
    problem.node,
    grid,
    axis,
    words,
    legend,
  );
  const columns = () => range.minutes / range.step;

  const reading = poll(async (signal) => {
    try {
      const report = await get(`/v1/freshness/history?minutes=${range.minutes}`, { signal });
      problem.clear();
      start = report.fromMs;
      rows = report.rows.map((row) => ({ ...row, cells: cells(row) }));
      draw();
    } catch (error) {
      if (error.name !== "AbortError") problem.show(error);
      throw error;
    }
  }, REFRESH_MS);

  function choose(one) {
    range = one;
    at = null;
    choices.forEach((button, i) => button.setAttribute("aria-pressed", String(RANGES[i] === one)));
    reading.now();
  }

  /** The worst minute of each step; null where nobody looked. */
  function cells(row) {
    const worst = new Array(columns()).fill(null);
    for (const [time, ageMs] of row.points) {
      const column = Math.floor((time - start) / MINUTE / range.step);
      if (column >= 0 && column < worst.length) worst[column] = Math.max(worst[column] ?? 0, ageMs);
    }
    return worst;
  }

  function draw() {
    grid.style.setProperty("--columns", columns());
    grid.replaceChildren(...rows.map((row, r) => h("div", { class: "heat-row" }, h("code", {}, label(row)), h("div", { class: "cells" }, row.cells.map((ageMs, c) => h("i", { class: `cell ${level(ageMs, row)}`, "data-at": `${r} ${c}` }))))));
    drawAxis();
    show(at);
  }

  function drawAxis() {
    const ticks = [];
    for (let minute = 0; minute < range.minutes; minute += 1) {
      const time = new Date(start + minute * MINUTE);
      if ((time.getHours() * 60 + time.getMinutes()) % range.tick !== 0) continue;
      if (minute > range.minutes * 0.93) continue;
      ticks.push(h("span", { style: { left: `${(minute / range.minutes) * 100}%` } }, clock(time)));
    }
    axis.replaceChildren(h("span"), h("div", {}, ticks, h("span", { class: "end" }, "now")));
  }

  function show(place) {
    at = place && place[0] < rows.length ? [place[0], Math.min(place[1], columns() - 1)] : null;
    for (const cell of grid.querySelectorAll(".at")) cell.classList.remove("at");
    if (!at) return text(words, rows.length ? summary() : "No history yet: it is kept from now on, minute by minute, for a day.");
    grid.querySelector(`[data-at="${at[0]} ${at[1]}"]`)?.classList.add("at");
    text(words, wordsFor(rows[at[0]], at[1]));
  }

  function summary() {
    const steps = rows.reduce((sum, row) => sum + row.cells.filter((ageMs) => ageMs !== null).length, 0);
    if (steps === 0) return "No history yet: it is kept from now on, minute by minute, for a day.";
    const late = rows.reduce((sum, row) => sum + row.cells.filter((ageMs) => ageMs > row.objectiveMs).length, 0);
    const step = range.step === 1 ? "minutes" : `steps of ${range.step} min`;
    return late === 0 ? `In the last ${range.name} nothing was stale.` : `In the last ${range.name} ${late} of ${steps} ${step} were stale.`;
  }

  function wordsFor(row, column) {
    const from = new Date(start + column * range.step * MINUTE);
    const ageMs = row.cells[column];
    const what = ageMs === null ? "no figure" : `${duration(ageMs)} of ${duration(row.objectiveMs)} at worst, ${ageMs > row.objectiveMs ? "stale" : "fresh"}`;
    return `${label(row)}, ${clock(from)}: ${what}`;
  }

  grid.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0], Home: [0, -columns()], End: [0, columns()] }[event.key];
    if (!step || rows.length === 0) return;
    event.preventDefault();
    const [row, column] = at ?? [0, columns() - 1];
    const clamp = (value, last) => Math.max(0, Math.min(last, value));
    show(at ? [clamp(row + step[0], rows.length - 1), clamp(column + step[1], columns() - 1)] : [row, column]);
  });
  grid.addEventListener("pointermove", (event) => {
    const place = event.target.dataset?.at;
    if (place) show(place.split(" ").map(Number));
  });
  grid.addEventListener("pointerleave", () => show(null));
  grid.addEventListener("blur", () => show(null));

  return { node, stop: reading.stop };
}

const label = (row) => (row.row === "stream" ? "log to state" : row.row);
const clock = (date) => `${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}`;

function level(ageMs, { objectiveMs }) {
  return ageMs === null ? "" : `l${LEVELS.findIndex((one) => ageMs / objectiveMs <= one.upTo)}`;
}

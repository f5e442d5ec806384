// One view: its row of figures, and behind a button what is stored of it and the commands that look at it.
import { bar } from "./charts.js";
import { command, h, text } from "./dom.js";
import { age, count, duration, instant, percent, plural } from "./format.js";
import { serverNow } from "./live.js";
import { livePill } from "./parts.js";

/** Lets a cell's age run on between two readings. */
export function tick(cell) {
  text(cell, cell.dataset.newest ? age(serverNow() - Number(cell.dataset.newest)) : "–");
}

/** `toggle(view)` opens or closes the details and answers whether they are open. */
export function viewRow(toggle, opened) {
  const name = h("code", { class: "strong" });
  const about = h("span", { class: "soft block" });
  const newest = h("td", { class: "nowrap", "data-label": "Newest event" });
  const ageCell = h("td", { class: "right figure nowrap", "data-label": "Age", "data-newest": "" });
  const share = h("td", { class: "gauge", "data-label": "Of objective" });
  const state = livePill();
  const lag = h("td", { class: "right figure nowrap", "data-label": "Readable after, p99" });
  const outside = h("td", { class: "right figure nowrap", "data-label": "Outside max age" });
  const button = h("button", { type: "button", class: "quiet small", "aria-expanded": "false", onclick: () => toggle(name.textContent) }, "Details");
  const node = h(
    "tr",
    {},
    h("th", { scope: "row" }, name, about),
    newest,
    ageCell,
    share,
    h("td", { "data-label": "State" }, state.node),
    lag,
    outside,
    h("td", { class: "act" }, button),
  );
  return {
    node,
    update({ view }) {
      text(name, view.view);
      text(about, `${view.description ?? ""} · ${view.source === "batch" ? "nightly run" : "stream"}`);
      text(newest, view.newestEventMs === null ? "none yet" : instant(view.newestEventMs));
      ageCell.dataset.newest = view.newestEventMs ?? "";
      tick(ageCell);
      share.replaceChildren(gauge(view));
      state.update(view.state);
      text(lag, view.ingestion?.events ? duration(view.ingestion.sinceEvent.p99Ms) : "–");
      lag.title = view.ingestion ? `${plural(view.ingestion.events, "event")} in the last minute` : "kept by the nightly run";
      text(outside, outsideText(view));
      outside.title = view.maxAgeMs ? `older than ${duration(view.maxAgeMs)}, of ${plural(view.sample?.entities ?? 0, "sampled entity", "sampled entities")}` : "rows of this view never expire";
      node.classList.toggle("late", view.state === "stale");
      button.setAttribute("aria-expanded", String(opened.has(view.view)));
      button.setAttribute("aria-label", `Details of ${view.view}`);
    },
  };
}

/** The age as a share of the objective; the objective is the mark at three quarters. */
function gauge({ ageMs, objectiveMs }) {
  const share = ageMs === null ? 0 : ageMs / objectiveMs;
  const label = ageMs === null ? `– of ${duration(objectiveMs)}` : `${times(share)} of ${duration(objectiveMs)}`;
  const track = bar(0, Math.min(1, share * 0.75), ageMs === null ? "none" : share > 1 ? "bad" : "good");
  track.append(h("span", { class: "mark" }));
  return h("span", { class: "gauge-body" }, track, h("span", { class: "figure nowrap" }, label));
}

const times = (share) => (share < 10 ? percent(Math.round(share * 100) / 100) : `${count(Math.round(share))} ×`);

function outsideText({ maxAgeMs, sample }) {
  if (!maxAgeMs) return "never";
  return sample?.entities ? percent(sample.outsideMaxAge) : "–";
}

/** Where the rows come from, how old they are, and how to look at one. */
export function detailsRow(columns) {
  const cell = h("td", { colspan: columns });
  let shown = "";
  return {
    node: h("tr", { class: "view-details" }, cell),
    update({ view }) {
      // Only what changed is drawn again, so that a selection and the focus on a copy button stay.
      const now = JSON.stringify([view.ingestion, view.sample]);
      if (now === shown) return;
      shown = now;
      if (!cell.firstChild) cell.append(h("div", { class: "view-parts" }, commands(view), h("div"), h("div")));
      const [, lags, ages] = cell.firstChild.children;
      lags.replaceWith(lagChart(view));
      ages.replaceWith(ageChart(view));
    },
  };
}

function commands(view) {
  const id = view.entity === "user" ? "u1" : "i1";
  const lines = [
    ["What one entity has", `./slate features get ${view.view} ${id}`],
    ["This view alone", `./slate features freshness --view ${view.view}`],
    ["The same by HTTP", `curl -s ${location.origin}/v1/features/${view.view}/${id}`],
    view.source === "batch" ? ["When it is stale: run the night again", "./slate nightly"] : ["When it is stale: see what runs", "./slate status"],
  ];
  return h(
    "div",
    { class: "commands" },
    h("h3", {}, `Kept by ${view.source === "batch" ? "the nightly run" : "the stream"}, owned by ${view.owner ?? "nobody"}`),
    lines.map(([what, line]) => h("div", {}, h("span", { class: "soft block" }, what), command(line))),
  );
}

function lagChart({ ingestion }) {
  const title = "Until an event could be read, last minute";
  if (!ingestion) return h("div", {}, h("h3", {}, title), h("p", { class: "soft" }, "Rows of the nightly run are as old as the last night; there is no lag to measure."));
  if (!ingestion.events) return h("div", {}, h("h3", {}, title), h("p", { class: "soft" }, "No event was accepted in the last minute."));
  const { sinceEvent, sinceAppend } = ingestion;
  return h(
    "div",
    {},
    h("h3", {}, title),
    bars(sinceEvent.buckets, "events", () => ""),
    h("p", { class: "soft" }, `${plural(ingestion.events, "event")} · since they happened p50 ${duration(sinceEvent.p50Ms)}, p99 ${duration(sinceEvent.p99Ms)} · since the log had them p50 ${duration(sinceAppend.p50Ms)}, p99 ${duration(sinceAppend.p99Ms)}`),
  );
}

function ageChart({ sample, maxAgeMs }) {
  const title = "Age of what is stored";
  if (!sample?.entities) return h("div", {}, h("h3", {}, title), h("p", { class: "soft" }, "No entity was looked at yet."));
  const outside = (from) => (maxAgeMs && from >= maxAgeMs ? "bad" : "");
  return h(
    "div",
    {},
    h("h3", {}, title),
    bars(sample.ages, "entities", outside),
    h("p", { class: "soft" }, `${plural(sample.entities, "entity", "entities")} looked at in two minutes · p50 ${age(sample.p50Ms)}, p99 ${age(sample.p99Ms)}${maxAgeMs ? ` · ${percent(sample.outsideMaxAge)} outside ${duration(maxAgeMs)}` : ""}`),
  );
}

/** A histogram as a list: bound, bar, count, share; empty buckets at both ends are left out. */
function bars(buckets, what, kind) {
  const all = buckets.map((bucket, i) => ({ from: i ? buckets[i - 1].toMs : 0, to: bucket.toMs, n: bucket[what] }));
  const first = all.findIndex((one) => one.n > 0);
  const last = all.length - [...all].reverse().findIndex((one) => one.n > 0);
  const most = Math.max(...all.map((one) => one.n));
  const sum = all.reduce((total, one) => total + one.n, 0);
  const lines = all.slice(first, last).map((one) =>
    h(
      "li",
      {},
      h("span", {}, one.to === null ? `over ${bound(one.from)}` : `to ${bound(one.to)}`),
      bar(0, one.n / most, one.n ? kind(one.from) : "none"),
      h("span", {}, count(one.n)),
      h("span", { class: "soft" }, percent(one.n / sum)),
    ));
  return h("ol", { class: "bars figure" }, lines);
}

const bound = (ms) => (ms >= 1000 && ms < 60_000 ? `${ms / 1000} s` : duration(ms));

// How old the newest value of every view is, against what was promised; how it was; what is furthest off.
import { h, keyed, text } from "./dom.js";
import { instant } from "./format.js";
import { tiles } from "./freshness-tiles.js";
import { detailsRow, tick, viewRow } from "./freshness-view.js";
import { heatMap } from "./heat-map.js";
import { follow } from "./live.js";
import { empty, heading, loading, problemBox } from "./parts.js";
import { worstTable } from "./worst.js";

const COLUMNS = [["View"], ["Newest event"], ["Age", "right"], ["Of objective", "gauge"], ["State"], ["Readable after, p99", "right"], ["Outside max age", "right"], ["", "act"]];

export function mountFreshness(root) {
  const problem = problemBox();
  const waiting = loading("freshness");
  const nothing = empty("No event has arrived yet. Let made-up users play:", "./slate simulate");
  nothing.hidden = true;
  const opened = new Set();
  const figures = tiles();
  const map = heatMap();
  const worst = worstTable();
  const body = h("tbody");
  const head = h("tr", {}, COLUMNS.map(([name, kind]) => h("th", { scope: "col", class: kind }, name || h("span", { class: "hidden" }, "Details"))));
  const table = h("table", { class: "cards views" }, h("thead", {}, head), body);
  const shown = h("div", { class: "stack", hidden: true }, figures.node, h("section", { class: "panel flush", "aria-label": "Views" }, table), map.node, worst.node);
  const asOf = h("p", { class: "summary", hidden: true });
  root.append(
    heading("Freshness", "Now minus the event time of the newest value of each view; never the time a job ended.", "./slate features freshness"),
    problem.node,
    waiting,
    asOf,
    shown,
    nothing,
  );

  function draw(state) {
    const { views } = state.freshness;
    keyed(body, views.flatMap((view) => (opened.has(view.view) ? [{ view }, { view, details: true }] : [{ view }])), key, create);
    figures.update(state.freshness, state.audit);
    worst.update(state.freshness.worst ?? []);
  }
  const key = ({ view, details }) => `${view.view}${details ? " details" : ""}`;
  const create = ({ details }) => (details ? detailsRow(COLUMNS.length) : viewRow((name) => {
    if (!opened.delete(name)) opened.add(name);
    draw(latest);
    return opened.has(name);
  }, opened));
  let latest = null;
  const unfollow = follow((state) => {
    if (state.freshnessProblem) problem.show(state.freshnessProblem);
    else problem.clear();
    if (!state.freshness) return;
    latest = state;
    waiting.remove();
    shown.hidden = state.freshness.views.length === 0;
    nothing.hidden = state.freshness.views.some((view) => view.newestEventMs !== null);
    draw(state);
    const outdated = state.freshnessProblem !== null;
    for (const panel of shown.children) panel.classList.toggle("outdated", outdated);
    asOf.hidden = !outdated;
    text(asOf, outdated ? `As of ${instant(state.freshness.nowMs)}` : "");
  });
  const ticker = setInterval(() => {
    if (document.hidden) return;
    for (const cell of body.querySelectorAll("[data-newest]")) tick(cell);
  }, 500);
  return {
    stop() {
      unfollow();
      map.stop();
      clearInterval(ticker);
    },
  };
}

// How old the newest value of every view is, against what was promised.
import { sparkline } from "./charts.js";
import { h, keyed, text } from "./dom.js";
import { age, count, duration, instant, plural } from "./format.js";
import { follow, serverNow } from "./live.js";
import { empty, heading, livePill, loading, problemBox } from "./parts.js";

const COLUMNS = ["View", "Kept by", "Newest event", "Age", "Objective", "State", "Age while this page is open"];

export function mountFreshness(root) {
  const problem = problemBox();
  const waiting = loading("freshness");
  const nothing = empty("No event has arrived yet. Let made-up users play:", "./slate simulate");
  nothing.hidden = true;
  const summary = h("p", { class: "summary" });
  const body = h("tbody");
  const head = h("tr", {}, COLUMNS.map((name) => h("th", { scope: "col", class: name === "Age" || name === "Objective" ? "right" : "" }, name)));
  const table = h("table", { class: "cards" }, h("thead", {}, head), body);
  const panel = h("section", { class: "panel flush", hidden: true }, table);
  root.append(
    heading("Freshness", "Now minus the event time of the newest value of each view; never the time a job ended.", "./slate features freshness"),
    problem.node,
    waiting,
    summary,
    panel,
    nothing,
  );

  const unfollow = follow((state) => {
    if (state.freshnessProblem) problem.show(state.freshnessProblem);
    else problem.clear();
    if (!state.freshness) return;
    waiting.remove();
    const { views } = state.freshness;
    panel.hidden = views.length === 0;
    nothing.hidden = views.some((view) => view.newestEventMs !== null);
    keyed(body, views, (view) => view.view, () => viewRow(state.ages));
    const outdated = state.freshnessProblem !== null;
    panel.classList.toggle("outdated", outdated);
    text(summary, `${outdated ? `As of ${instant(state.freshness.nowMs)}: ` : ""}${summaryText(state.freshness)}`);
  });
  const ticker = setInterval(() => {
    if (document.hidden) return;
    for (const cell of body.querySelectorAll("[data-newest]")) tick(cell);
  }, 500);
  return {
    stop() {
      unfollow();
      clearInterval(ticker);
    },
  };
}

function tick(cell) {
  text(cell, cell.dataset.newest ? age(serverNow() - Number(cell.dataset.newest)) : "–");
}

function viewRow(ages) {
  const name = h("code", { class: "strong" });
  const description = h("span", { class: "soft block" });
  const source = h("td", { "data-label": "Kept by" });
  const newest = h("td", { class: "nowrap", "data-label": "Newest event" });
  const ageCell = h("td", { class: "right figure", "data-label": "Age", "data-newest": "" });
  const objective = h("td", { class: "right figure soft", "data-label": "Objective" });
  const state = livePill();
  const spark = sparkline();
  const node = h(
    "tr",
    {},
    h("th", { scope: "row" }, name, description),
    source,
    newest,
    ageCell,
    objective,
    h("td", { "data-label": "State" }, state.node),
    h("td", { class: "trend", "data-label": "Trend" }, spark.node),
  );
  return {
    node,
    update(view) {
      text(name, view.view);
      text(description, `${view.description ?? ""} · one row per ${view.entity}`);
      text(source, view.source === "batch" ? "nightly run" : view.source === "stream" ? "stream" : view.source);
      text(newest, view.newestEventMs === null ? "none yet" : instant(view.newestEventMs));
      ageCell.dataset.newest = view.newestEventMs ?? "";
      tick(ageCell);
      text(objective, duration(view.objectiveMs));
      state.update(view.state);
      spark.update(ages.get(view.view) ?? [], view.objectiveMs);
    },
  };
}

function summaryText({ views, streamLag, deadLetters }) {
  const fresh = views.filter((view) => view.state === "fresh").length;
  const parts = [`${fresh} of ${plural(views.length, "view")} within objective`];
  if (typeof streamLag === "number") parts.push(`stream ${plural(streamLag, "event")} behind`);
  if (typeof deadLetters === "number") parts.push(`${count(deadLetters)} dead ${deadLetters === 1 ? "letter" : "letters"}`);
  return parts.join(" · ");
}

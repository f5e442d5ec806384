// Nightly runs: how each ended, where its time went, what its models scored.
import { get, poll } from "./api.js";
import { bar } from "./charts.js";
import { h, keyed, text } from "./dom.js";
import { duration, instant, plural } from "./format.js";
import { evaluation } from "./evaluation.js";
import { empty, heading, livePill, loading, pill, problemBox } from "./parts.js";

const INTERVAL_MS = 2000;

export function mountRuns(root) {
  const problem = problemBox();
  const waiting = loading("runs");
  const nothing = empty("No run has been made yet.", "./slate nightly");
  nothing.hidden = true;
  const list = h("div", { class: "stack" });
  root.append(
    heading("Runs", "The nightly run: ingest, features, training, evaluation, the gate, publishing.", "./slate runs list"),
    problem.node,
    waiting,
    nothing,
    list,
  );
  const polling = poll(async (signal) => {
    try {
      const { runs } = await get("/v1/runs", { signal });
      const first = waiting.isConnected;
      waiting.remove();
      problem.clear();
      nothing.hidden = runs.length > 0;
      keyed(list, runs, (run) => run.runId, runCard);
      if (first && list.firstElementChild) list.firstElementChild.open = true;
    } catch (error) {
      problem.show(error);
      throw error;
    }
  }, INTERVAL_MS);
  return { stop: polling.stop };
}

function runCard() {
  const id = h("strong", { class: "title" });
  const about = h("span", { class: "soft" });
  const state = livePill();
  const reason = h("p", { class: "problem", hidden: true });
  const steps = h("div");
  const table = h("div");
  const node = h(
    "details",
    { class: "panel run" },
    h("summary", {}, id, state.node, about),
    reason,
    h("h3", {}, "Steps"),
    steps,
    h("h3", {}, "Evaluation"),
    table,
  );
  let shown = "";
  return {
    node,
    update(run) {
      const running = run.status === "running";
      text(id, run.runId);
      state.update(run.status, running ? "busy" : undefined);
      text(about, [`for ${run.businessDate}`, run.startedMs ? `started ${instant(run.startedMs)}` : "", running ? "" : `took ${duration(run.endedMs - run.startedMs)}`, run.model ? `model ${run.model}` : ""].filter(Boolean).join(" · "));
      reason.hidden = !run.reason;
      text(reason, run.reason ? `${run.status === "refused" ? "The gate said no" : "Why"}: ${run.reason}` : "");
      const next = JSON.stringify(run);
      if (next === shown && !running) return;
      steps.replaceChildren(stepTable(run));
      if (next !== shown) table.replaceChildren(evaluation(run.evaluation ?? []));
      shown = next;
    },
  };
}

function stepTable({ steps = [], startedMs, endedMs }) {
  if (steps.length === 0) return h("p", { class: "soft" }, "No step has begun.");
  const until = endedMs || Date.now();
  const whole = Math.max(1, until - startedMs);
  const rows = steps.map((step) => {
    const ended = step.endedMs || (step.status === "running" ? until : step.startedMs);
    const began = step.startedMs || startedMs;
    const ran = step.status !== "skipped" && step.startedMs > 0;
    const tone = { failed: "bad", running: "busy" }[step.status] ?? "";
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, step.name),
      h("td", { class: "state" }, pill(step.status, step.status === "running" ? "busy" : undefined)),
      h("td", { class: "stretch gantt" }, ran ? bar((began - startedMs) / whole, (ended - startedMs) / whole, tone) : ""),
      h("td", { class: "right figure nowrap" }, ran ? duration(ended - began) : "–"),
      h("td", { class: "soft wrap detail" }, step.detail ?? ""),
    );
  });
  return h("table", { class: "tight steps", "aria-label": plural(steps.length, "step") }, h("tbody", {}, rows));
}

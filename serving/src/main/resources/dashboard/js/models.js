// Models: which serves, which served before, what each scored, and the pointer that moves between them.
import { get, path, poll, post } from "./api.js";
import { h, keyed, text } from "./dom.js";
import { metricName } from "./evaluation.js";
import { ago, fixed, instant } from "./format.js";
import { headline, modelDetails } from "./model-details.js";
import { button, confirm, empty, heading, livePill, loading, problemBox } from "./parts.js";

const INTERVAL_MS = 2000;

export function mountModels(root) {
  const problem = problemBox();
  const action = problemBox();
  const said = h("div", { class: "banner ok", role: "status", hidden: true });
  const waiting = loading("models");
  const nothing = empty("No model has been published yet.", "./slate nightly");
  nothing.hidden = true;
  const champion = channel("Champion", "answers every request");
  const previous = channel("Previous", "for a rollback");
  const candidate = channel("Candidate", "waits for a decision");
  const back = button("Roll back", rollback, { disabled: true });
  previous.node.append(back);
  const channels = h("div", { class: "tiles", hidden: true }, champion.node, previous.node, candidate.node);
  const head = h("tr");
  const body = h("tbody");
  const panel = h("section", { class: "panel flush", hidden: true }, h("table", { class: "cards models" }, h("thead", {}, head), body));
  const details = modelDetails();
  root.append(
    heading("Models", "What was published, and which one serves. Moving the pointer takes effect within a second, without a restart.", "./slate models list"),
    problem.node,
    action.node,
    said,
    waiting,
    channels,
    nothing,
    panel,
    details.node,
  );
  let state = null;
  let chosen = null;

  const polling = poll(async (signal) => {
    try {
      render(await get("/v1/models", { signal }));
      problem.clear();
    } catch (error) {
      problem.show(error);
      throw error;
    }
  }, INTERVAL_MS);

  function render(answer) {
    state = answer;
    waiting.remove();
    const { models } = answer;
    channels.hidden = panel.hidden = models.length === 0;
    nothing.hidden = models.length > 0;
    const created = new Map(models.map((model) => [model.version, model.createdMs]));
    const late = answer.serving && answer.serving !== answer.champion;
    champion.update(answer.champion, created, late ? `this replica still serves ${answer.serving}` : null);
    previous.update(answer.previous, created);
    candidate.update(answer.candidate, created);
    back.disabled = !answer.previous;
    const metrics = metricsOf(models);
    const columns = ["Version", "Status", "Created", ...metrics.map(metricName), "Change"];
    if (head.dataset.columns !== columns.join()) {
      head.dataset.columns = columns.join();
      head.replaceChildren(...columns.map((name, i) => h("th", { scope: "col", class: i > 2 ? "right" : "" }, name === "Change" ? h("span", { class: "hidden" }, name) : name)));
    }
    keyed(body, models, (model) => `${columns} ${model.version}`, () => modelRow(metrics, promote, choose));
    showDetails();
  }

  function choose(version) {
    chosen = version;
    showDetails();
    details.node.scrollIntoView({ block: "nearest" });
  }
  function showDetails() {
    const version = chosen ?? state.champion;
    details.update(state.models.find((model) => model.version === version));
    for (const one of body.querySelectorAll("[aria-pressed]")) one.setAttribute("aria-pressed", String(one.dataset.version === version));
  }

  async function move(what, request) {
    action.clear();
    said.hidden = true;
    try {
      await request();
      said.hidden = false;
      text(said, what);
      polling.now();
    } catch (error) {
      action.show(error);
    }
  }
  async function promote(version) {
    const detail = `Every replica serves ${version} instead of ${state.champion ?? "no model"} within a second. A rollback brings the old one back.`;
    if (await confirm(`Promote ${version}?`, detail, "Promote")) await move(`${version} is promoted.`, () => post(path("/v1/models/{}/promote", version)));
  }
  async function rollback() {
    const detail = `Every replica serves ${state.previous} instead of ${state.champion} within a second.`;
    if (await confirm(`Roll back to ${state.previous}?`, detail, "Roll back")) await move(`Rolled back to ${state.previous}.`, () => post("/v1/models/rollback"));
  }
  return { stop: polling.stop };
}

/** The first four headline metrics that the models have. */
function metricsOf(models) {
  const names = new Set(models.flatMap((model) => Object.keys(headline(model))));
  return [...names].filter((name) => !/\.(low|high)$/.test(name)).slice(0, 4);
}

function channel(name, what) {
  const version = h("strong", { class: "title" });
  const age = h("span", { class: "soft" });
  const node = h("div", { class: "panel tile" }, h("div", {}, h("h2", {}, name), version, h("p", {}, age)));
  return {
    node,
    update(value, created, instead) {
      text(version, value ?? "none");
      version.classList.toggle("soft", !value);
      const made = value && created.get(value) ? `made ${ago(created.get(value))}` : null;
      text(age, [made, instead ?? what].filter(Boolean).join(" · "));
    },
  };
}

function modelRow(metrics, promote, choose) {
  let version = "";
  const name = h("strong", {});
  const reason = h("span", { class: "why block", hidden: true });
  const state = livePill();
  const created = h("td", { class: "nowrap", "data-label": "Created" });
  const values = metrics.map((metric) => h("td", { class: "right figure", "data-label": metricName(metric) }));
  const look = button("Details", () => choose(version), { class: "small quiet", "aria-pressed": "false" });
  const act = button("Promote", () => promote(version), { class: "small" });
  const node = h("tr", {}, h("th", { scope: "row" }, name, reason), h("td", { "data-label": "Status" }, state.node), created, values, h("td", { class: "act" }, h("div", { class: "actions" }, act, look)));
  return {
    node,
    update(model) {
      version = model.version;
      text(name, version);
      state.update(model.status);
      text(created, instant(model.createdMs));
      reason.hidden = !model.reason;
      text(reason, model.reason ?? "");
      metrics.forEach((metric, i) => text(values[i], fixed(headline(model)[metric], 4)));
      act.hidden = model.status === "champion" || model.status === "refused";
      look.dataset.version = version;
      look.setAttribute("aria-label", `Details of ${version}`);
      act.setAttribute("aria-label", `Promote ${version}`);
    },
  };
}

// Experiments: what runs, with which variants, on and off, and what one unit gets.
import { get, path, poll, post } from "./api.js";
import { h, keyed, text } from "./dom.js";
import { ago, number, percent, plural } from "./format.js";
import { empty, heading, livePill, loading, problemBox } from "./parts.js";

const INTERVAL_MS = 2000;

export function mountExperiments(root) {
  const problem = problemBox();
  const waiting = loading("experiments");
  const nothing = empty("No experiment is defined yet.", "./slate experiments create --help");
  nothing.hidden = true;
  const list = h("div", { class: "stack" });
  const settable = parameterList();
  root.append(
    heading("Experiments", "A variant changes parameters of the request path and nothing else. A switch is live in every replica within a second.", "./slate experiments list"),
    lookup(),
    problem.node,
    waiting,
    nothing,
    list,
    settable.node,
  );
  const polling = poll(async (signal) => {
    try {
      const { experiments, parameters } = await get("/v1/experiments", { signal });
      waiting.remove();
      problem.clear();
      nothing.hidden = experiments.length > 0;
      keyed(list, experiments, (experiment) => experiment.key, experimentCard);
      settable.update(parameters ?? []);
    } catch (error) {
      problem.show(error);
      throw error;
    }
  }, INTERVAL_MS);
  return { stop: polling.stop };
}

function experimentCard() {
  const key = h("h2", {}, "");
  const about = h("p", { class: "soft" });
  const state = livePill();
  const onOff = h("button", { type: "button", role: "switch", class: "switch", onclick: toggle }, h("span", { class: "knob" }));
  const problem = problemBox();
  const shares = h("div", { class: "shares", "aria-hidden": true });
  const variants = h("tbody");
  const forced = h("p", { class: "soft", hidden: true });
  const node = h(
    "section",
    { class: "panel experiment" },
    h("div", { class: "title-row" }, h("div", {}, key, about), h("div", { class: "toggle" }, state.node, onOff)),
    problem.node,
    shares,
    h("table", { class: "tight" }, h("thead", {}, h("tr", {}, ["Variant", "Share", "Parameters"].map((name) => h("th", { scope: "col" }, name)))), variants),
    forced,
  );
  let current = null;
  let busy = false;
  let wanted = null;

  function render(experiment) {
    current = experiment;
    text(key, experiment.key);
    text(about, [`layer ${experiment.layer}`, `${percent(experiment.coverage ?? 1)} of traffic`, `changed ${ago(experiment.updatedMs)} by ${experiment.updatedBy ?? "unknown"}`].join(" · "));
    showState(experiment.status);
    const fresh = JSON.stringify([experiment.variants, experiment.coverage, experiment.forced]);
    if (node.dataset.shown === fresh) return;
    node.dataset.shown = fresh;
    shares.replaceChildren(...experiment.variants.map((variant, i) => h("span", { class: `share v${i % 4}`, style: { "flex-grow": String(variant.weight) } })));
    variants.replaceChildren(...experiment.variants.map(variantRow));
    const units = Object.entries(experiment.forced ?? {});
    forced.hidden = units.length === 0;
    text(forced, `Forced: ${units.map(([unit, variant]) => `${unit} → ${variant}`).join(", ")}`);
  }
  function showState(status) {
    const running = status === "running";
    state.update(status, running ? "ok" : "");
    onOff.setAttribute("aria-checked", String(running));
    onOff.setAttribute("aria-label", `${current.key} running`);
  }
  /** Shows the wish at once; a wish that changes while the server works is sent after it, never lost. */
  async function toggle() {
    wanted = (wanted ?? current.status) === "running" ? "stopped" : "running";
    showState(wanted);
    problem.clear();
    if (busy) return;
    busy = true;
    node.setAttribute("aria-busy", "true");
    try {
      while (wanted !== current.status) {
        const verb = wanted === "running" ? "start" : "stop";
        current = await post(path(`/v1/experiments/{}/${verb}`, current.key));
      }
    } catch (error) {
      problem.show(error);
    }
    wanted = null;
    busy = false;
    node.removeAttribute("aria-busy");
    render(current);
  }
  return {
    node,
    update(experiment) {
      const outrun = current && experiment.updatedMs < current.updatedMs;
      if (!busy && !outrun) render(experiment);
    },
  };
}

function variantRow({ key, weight, parameters }, i) {
  const set = Object.entries(parameters ?? {});
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, h("span", { class: `swatch v${i % 4}`, "aria-hidden": true }), key),
    h("td", { class: "figure" }, percent(weight)),
    h("td", { class: "wrap" }, set.length === 0 ? h("span", { class: "soft" }, "as configured") : set.map(([name, value]) => h("code", { class: "block" }, `${name} = ${JSON.stringify(value)}`))),
  );
}

/** What a variant may set, and what each is without one. */
function parameterList() {
  const body = h("tbody");
  const head = h("thead", {}, h("tr", {}, ["Parameter", "Without a variant", "Expected"].map((name) => h("th", { scope: "col" }, name))));
  const node = h("details", { class: "panel settable", hidden: true }, h("summary", {}, "Parameters that a variant may set"), h("table", { class: "tight" }, head, body));
  return {
    node,
    update(parameters) {
      node.hidden = parameters.length === 0;
      keyed(body, parameters, ({ key }) => key, () => {
        const [name, value, expected] = [h("code"), h("td", { class: "figure" }), h("td", { class: "soft wrap" })];
        return {
          node: h("tr", {}, h("th", { scope: "row" }, name), value, expected),
          update(parameter) {
            text(name, parameter.key);
            text(value, number(parameter.value));
            text(expected, parameter.expected);
          },
        };
      });
    },
  };
}

/** Which variants one unit gets; a pure function on the server, so it can be asked for anybody. */
function lookup() {
  const unit = h("input", { id: "unit", name: "unit", autocomplete: "off", spellcheck: "false", placeholder: "u1", required: true, maxlength: 128 });
  const problem = problemBox();
  const answer = h("div", { class: "answer", role: "status" });
  async function ask(event) {
    event.preventDefault();
    const id = unit.value.trim();
    if (id === "") return;
    try {
      const { assignments } = await get(path("/v1/assignments/{}", id));
      problem.clear();
      answer.replaceChildren(...(assignments.length === 0 ? [h("p", { class: "soft" }, `${id} is in no experiment.`)] : [assignmentTable(id, assignments)]));
    } catch (error) {
      answer.replaceChildren();
      problem.show(error);
    }
  }
  const form = h(
    "form",
    { class: "form", onsubmit: ask },
    h("div", { class: "field grow" }, h("label", { for: "unit" }, "Which variants does a user get?"), unit),
    h("div", { class: "actions" }, h("button", { type: "submit" }, "Look up")),
  );
  return h("section", { class: "panel" }, form, problem.node, answer);
}

function assignmentTable(id, assignments) {
  const rows = assignments.map(({ experiment, layer, variant, reason }) =>
    h("tr", {}, h("th", { scope: "row" }, experiment), h("td", { class: "soft" }, layer), h("td", {}, variant ? h("span", { class: "tag" }, variant) : h("span", { class: "soft" }, "none")), h("td", { class: "soft wrap" }, reason ?? "")));
  const inside = assignments.filter(({ variant }) => variant).length;
  return h("div", {}, h("p", {}, h("strong", {}, id), ` is in ${inside} of ${plural(assignments.length, "experiment")}`), h("table", { class: "tight" }, h("tbody", {}, rows)));
}

// One experiment: its variants and its switch.
import { path, post } from "./api.js";
import { h, text } from "./dom.js";
import { ago, percent } from "./format.js";
import { livePill, problemBox } from "./parts.js";

export function experimentCard() {
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

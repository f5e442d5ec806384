// Experiments: what runs, with which variants, on and off, and what one unit gets.
import { get, poll } from "./api.js";
import { assignmentLookup } from "./assignment-lookup.js";
import { h, keyed, text } from "./dom.js";
import { experimentCard } from "./experiment-card.js";
import { number } from "./format.js";
import { empty, heading, loading, problemBox } from "./parts.js";

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
    assignmentLookup(),
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

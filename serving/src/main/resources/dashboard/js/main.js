// The page: the health strip, and one section at a time by the address behind the #.
import { mountExperiments } from "./experiments.js";
import { mountFreshness } from "./freshness.js";
import { mountHealth } from "./health.js";
import { start } from "./live.js";
import { mountModels } from "./models.js";
import { mountInspector } from "./inspector.js";
import { mountRuns } from "./runs.js";

const SECTIONS = {
  inspector: mountInspector,
  freshness: mountFreshness,
  experiments: mountExperiments,
  runs: mountRuns,
  models: mountModels,
};

const main = document.getElementById("main");
let current = { name: "", stop() {}, change() {} };

function route() {
  const [, name = "", query = ""] = /^#\/([a-z]*)(?:\?(.*))?$/.exec(location.hash) ?? [];
  if (location.hash === "#main") return;
  const section = SECTIONS[name] ? name : "inspector";
  const parameters = new URLSearchParams(query);
  if (section !== current.name) {
    current.stop();
    main.replaceChildren();
    current = { name: section, change() {}, ...SECTIONS[section](main) };
    for (const link of document.querySelectorAll("#tabs a")) {
      const here = link.getAttribute("href") === `#/${section}`;
      if (here) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
      if (here) link.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    document.title = `${section[0].toUpperCase()}${section.slice(1)} · Slate`;
    scrollTo(0, 0);
  }
  current.change(parameters);
}

mountHealth(document.getElementById("health"));
start();
addEventListener("hashchange", route);
route();

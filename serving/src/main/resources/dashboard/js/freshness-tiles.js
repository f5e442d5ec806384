// The figures above the table: one glance says whether anything is wrong, and where.
import { h, text } from "./dom.js";
import { count, duration, instant, plural } from "./format.js";
import { livePill } from "./parts.js";

const STREAM = { live: ["live", "ok"], missing: ["canary missing", "bad"], unknown: ["waiting for the first canary", ""], off: ["not measured", ""] };

function tile(title) {
  const value = livePill();
  const line = h("p", { class: "soft" });
  return {
    node: h("section", { class: "panel figure-tile" }, h("h2", {}, title), h("div", { class: "big" }, value.node), line),
    update(shown, tone, below) {
      value.update(shown, tone);
      text(line, below);
    },
  };
}

export function tiles() {
  const views = tile("Views");
  const canary = tile("Log to online state");
  const lag = tile("Stream lag");
  const dead = tile("Dead letters");
  const audit = tile("Served-vector audit");
  const degraded = tile("Degraded reads");
  return {
    node: h("div", { class: "figure-tiles" }, [views, canary, lag, dead, audit, degraded].map((one) => one.node)),
    update(report, newestAudit) {
      views.update(...viewsText(report.views));
      canary.update(...canaryText(report.stream));
      lag.update(...lagText(report));
      dead.update(...deadText(report.deadLetters));
      audit.update(...auditText(newestAudit));
      degraded.update(...degradedText(report.degraded ?? []));
    },
  };
}

function viewsText(views) {
  const of = (state) => views.filter((view) => view.state === state).map((view) => view.view);
  const wrong = [...of("stale").map((name) => `${name} is stale`), ...of("empty").map((name) => `${name} is empty`)];
  const fresh = of("fresh").length;
  return [`${fresh} of ${views.length} fresh`, of("stale").length ? "bad" : fresh < views.length ? "warn" : "ok", wrong.join(", ") || "all within their objective"];
}

function canaryText(stream) {
  if (!stream) return ["not measured", "", ""];
  const [word, tone] = STREAM[stream.state] ?? [stream.state, ""];
  const slowest = stream.canaries.reduce((worst, one) => ((one.lagMs ?? -1) > (worst?.lagMs ?? -1) ? one : worst), null);
  if (stream.state === "off") return [word, tone, "freshness.canary-every-ms is 0"];
  if (!slowest || slowest.lagMs === null) return [word, tone, `expected within ${duration(stream.patienceMs)}`];
  const where = stream.state === "missing" ? `none came back to partition ${slowest.partition} for ${duration(slowest.lagMs)}` : `slowest of ${plural(stream.canaries.length, "partition")}: number ${slowest.partition}`;
  return [stream.state === "live" ? `live, ${duration(slowest.lagMs)}` : word, tone, where];
}

function lagText({ streamLag, streamLagMs }) {
  if (streamLag === null || streamLag === undefined) return ["unknown", "", "Kafka does not answer"];
  return [plural(streamLag, "event"), streamLag > 10_000 ? "warn" : "ok", streamLag === 0 ? "everything is in the state" : streamLagMs === null ? "" : `newest in the state is ${duration(streamLagMs)} old`];
}

function deadText(deadLetters) {
  if (deadLetters === null || deadLetters === undefined) return ["unknown", "", "Kafka does not answer"];
  return [count(deadLetters), deadLetters ? "warn" : "ok", deadLetters ? "records were refused: topic events.dlq" : "no record was refused"];
}

function auditText(audit) {
  if (!audit?.ranMs) return ["no audit yet", "", "the nightly run makes it from served vectors"];
  const worst = audit.features.filter((feature) => feature.differing > 0).sort((a, b) => b.differing - a.differing)[0];
  const of = `of ${count(audit.compared)} served values, ${instant(audit.ranMs)}`;
  return [plural(audit.differing, "mismatch", "mismatches"), audit.differing ? "bad" : "ok", worst ? `${of}; most in ${worst.name}` : of];
}

function degradedText(degraded) {
  const all = degraded.reduce((sum, one) => sum + one.requests, 0);
  const reasons = degraded.slice(0, 3).map((one) => `${count(one.requests)} ${one.reason.replaceAll("_", " ")} (${one.view})`);
  return [count(all), all ? "warn" : "ok", reasons.join(", ") || "no answer was made from incomplete values"];
}

// The strip at the top: is it up, on which rung, with which model, how far behind.
import { h, text } from "./dom.js";
import { count, duration } from "./format.js";
import { follow } from "./live.js";
import { livePill } from "./parts.js";

function fact(label) {
  const value = h("dd", {}, "–");
  return { node: h("div", { class: "fact" }, h("dt", {}, label), value), value };
}

function pillFact(label) {
  const { node, value } = fact(label);
  const state = livePill();
  value.replaceChildren(state.node);
  return { node, update: state.update };
}

export function mountHealth(root) {
  const ready = pillFact("Serving");
  const rung = pillFact("Rung");
  const model = fact("Model");
  const lag = pillFact("Stream lag");
  const kafka = pillFact("Kafka");
  const redis = pillFact("Redis");
  const reasons = h("p", { class: "reasons", role: "status", hidden: true });
  const facts = [ready, rung, model, lag, kafka, redis].map((part) => part.node);
  root.append(h("dl", { class: "facts" }, facts), reasons);

  follow(({ health, healthProblem, freshness, freshnessProblem }) => {
    if (!health && !healthProblem) return;
    const now = healthProblem ? null : health;
    ready.update(healthProblem ? "unreachable" : now.ready ? "ready" : "not ready");
    rung.update(now?.rung ?? "–", now?.rung ? undefined : "");
    text(model.value, now?.model ?? "–");
    const stream = freshnessProblem ? null : freshness;
    lag.update(...lagText(stream));
    for (const [name, part] of [["kafka", kafka], ["redis", redis]]) {
      const dependency = now?.dependencies?.find((one) => one.name === name);
      part.update(dependency?.state ?? "–", dependency ? undefined : "");
      part.node.title = dependency?.detail ?? "";
    }
    const lines = healthProblem ? [healthProblem.message, healthProblem.fix] : (now?.reasons ?? []);
    reasons.hidden = lines.length === 0;
    text(reasons, lines.filter(Boolean).join(" · "));
  });
}

function lagText(stream) {
  if (stream?.stream?.state === "missing") return ["canary missing", "bad"];
  if (!stream || stream.streamLag === null || stream.streamLag === undefined) return ["–", ""];
  const events = stream.streamLag === 1 ? "event" : "events";
  const behind = stream.streamLagMs ? ` · ${duration(stream.streamLagMs)}` : "";
  return [`${count(stream.streamLag)} ${events}${behind}`, stream.stream?.state === "live" ? "ok" : ""];
}

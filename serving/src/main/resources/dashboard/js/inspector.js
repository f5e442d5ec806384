// One user's slate, why it is what it is, and what a click does to it.
import { get, path, post } from "./api.js";
import { h } from "./dom.js";
import { ago, duration } from "./format.js";
import { empty, heading, problemBox } from "./parts.js";
import { loggedRequests } from "./logged.js";
import { replayBox } from "./replay.js";
import { requestForm } from "./request-form.js";
import { slateList } from "./slate.js";
import { traceView } from "./trace.js";
import { whyNotBox } from "./why-not.js";

const SURFACE = "inspector";
const PATIENCE_MS = 8000;
const CLOCK_SLACK_MS = 250;

export function mountInspector(root) {
  const form = requestForm();
  const problem = problemBox();
  const banner = h("div", { class: "banner", role: "status", hidden: true });
  const start = empty("Type a user id, or press “New visitor” to be somebody nobody has seen: the list is good at once, and it turns to your taste with every click.", "./slate recommend USER --explain");
  const slate = slateList({ click });
  const trace = traceView();
  const whyNot = whyNotBox();
  const replay = replayBox();
  const result = h("div", { class: "columns", hidden: true }, h("div", { class: "stack" }, slate.node, whyNot.node, replay.node), trace.node);
  root.append(
    heading("Recommendation inspector", "What one user gets now, and why. Click an item as that user would and watch the slate change."),
    form.node,
    loggedRequests().node,
    problem.node,
    banner,
    start,
    result,
  );

  let request = null;
  let shown = null;
  let turn = 0;

  function ask(signal) {
    const query = new URLSearchParams({ count: request.count, surface: SURFACE });
    if (request.category) query.set("category", request.category);
    if (request.explain) query.set("explain", "true");
    return get(`${path("/v1/recommendations/{}", request.user)}?${query}`, { signal });
  }

  function show(answer) {
    const before = shown;
    shown = answer;
    result.hidden = false;
    result.classList.toggle("single", !answer.trace);
    const change = slate.show(answer, before?.userId === answer.userId ? before : null);
    trace.show(answer);
    // Only what asked for its trace, or was logged, can be asked about later.
    whyNot.node.hidden = replay.node.hidden = !answer.trace;
    whyNot.show(answer.requestId);
    replay.show(answer);
    return change;
  }

  async function change(parameters) {
    const mine = ++turn;
    if (parameters.has("request")) return showLogged(parameters.get("request"), mine);
    const user = parameters.get("user") ?? "";
    form.fill(parameters);
    start.hidden = user !== "";
    if (user === "") {
      result.hidden = banner.hidden = true;
      return;
    }
    const same = request?.user === user;
    request = form.read(user);
    if (!same) shown = null;
    result.setAttribute("aria-busy", "true");
    try {
      const answer = await ask();
      if (mine !== turn) return;
      problem.clear();
      show(answer);
      if (!same || banner.hidden) say("", "Click an item as this user would.", "The slate follows within a second.");
    } catch (error) {
      if (mine !== turn) return;
      problem.show(error);
      if (!shown) result.hidden = banner.hidden = true;
    } finally {
      result.removeAttribute("aria-busy");
    }
  }

  /** A request of the past, as it was answered. */
  async function showLogged(requestId, mine) {
    start.hidden = true;
    result.setAttribute("aria-busy", "true");
    try {
      const answer = await get(path("/v1/traces/{}", requestId));
      if (mine !== turn) return;
      problem.clear();
      shown = null;
      request = form.read(answer.userId ?? "");
      show(answer);
      say("", `Logged ${ago(answer.timeMs)}${answer.userId ? ` for ${answer.userId}` : ""}.`, "Ages are as of then.");
    } catch (error) {
      if (mine !== turn) return;
      result.hidden = banner.hidden = true;
      problem.show(error);
    } finally {
      result.removeAttribute("aria-busy");
    }
  }

  function say(tone, line, more = "") {
    banner.hidden = false;
    banner.className = `banner ${tone}`;
    banner.replaceChildren(h("strong", {}, line), " ", more);
  }

  /** Posts the click, waits until the user's history has it, then asks for the slate that knows of it. */
  async function click(item) {
    const mine = ++turn;
    const title = item.title || item.id;
    const startedAt = performance.now();
    say("busy", `Click on “${title}” sent`, "waiting for the slate to know …");
    try {
      const event = { type: "click", userId: request.user, itemId: item.id, requestId: shown.requestId, surface: SURFACE };
      await post("/v1/events", event);
      const known = await untilKnown(request.user, item.id, startedAt);
      if (mine !== turn) return;
      const answer = await ask();
      if (mine !== turn) return;
      const took = Math.round(performance.now() - startedAt);
      const { entered, moved, left } = show(answer);
      problem.clear();
      const what = entered + moved + left === 0 ? "same items, same order" : `${entered} new, ${moved} moved, ${left} left`;
      if (known) say("ok", `The slate changed ${took} ms after the click on “${title}”:`, what);
      else say("warn", `${duration(took)} after the click on “${title}” the history does not show it.`, "Is the stream job running? ./slate status");
    } catch (error) {
      if (mine !== turn) return;
      banner.hidden = true;
      problem.show(error);
    }
  }

  return {
    change,
    stop() {
      turn++;
    },
  };
}

/** Whether the features that serving reads have the click; asks for them and not for slates, which would count as shown. */
async function untilKnown(user, itemId, startedAt) {
  const elapsed = () => performance.now() - startedAt;
  for (let pause = 25; elapsed() < PATIENCE_MS; pause = Math.min(pause * 1.4, 300)) {
    const row = await get(path("/v1/features/user_activity/{}", user), { accept: [404] });
    const isClick = (event) => event.itemId === itemId && event.kind === "click" && event.ageMs <= elapsed() + CLOCK_SLACK_MS;
    if (row.history?.some(isClick)) return true;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return false;
}

// The API as a page to read, made from /openapi.json.
import { get } from "../js/api.js";
import { command, h } from "../js/dom.js";
import { loading, problemBox } from "../js/parts.js";
import { prose, schemaTable, shortType } from "./schema.js";

const GROUPS = {
  recommend: "Recommend",
  learn: "Learn",
  catalogue: "Catalogue",
  features: "Features",
  experiments: "Experiments",
  operate: "Operate",
};

const main = document.getElementById("main");
const problem = problemBox();
const waiting = loading("the API");
main.append(problem.node, waiting);

try {
  render(await get("/openapi.json"));
} catch (error) {
  problem.show(error);
}
waiting.remove();

function render({ info, paths, components }) {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation, id: `${method}${path.replaceAll(/[^a-zA-Z]+/g, "-")}` })));
  const byTag = new Map(Object.keys(GROUPS).map((tag) => [tag, []]));
  for (const operation of operations) {
    const tag = operation.tags?.[0] ?? "other";
    byTag.set(tag, [...(byTag.get(tag) ?? []), operation]);
  }
  const groups = [...byTag].filter(([, some]) => some.length > 0);
  main.append(
    h("div", { class: "heading" }, h("div", {}, h("h1", {}, `${info.title} API`), h("p", { class: "soft" }, prose(info.description))), command(`curl ${location.origin}/openapi.json`)),
    h("div", { class: "docs" }, contents(groups), h("div", { class: "stack" }, groups.map((group) => section(group, components.schemas)))),
  );
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

function contents(groups) {
  return h("nav", { class: "contents", "aria-label": "Routes" }, groups.map(([tag, operations]) => [
    h("h2", {}, GROUPS[tag] ?? tag),
    h("ul", {}, operations.map(({ id, method, path }) => h("li", {}, h("a", { href: `#${id}` }, verb(method), h("span", {}, path.replace(/^\/v1/, "")))))),
  ]));
}

function verb(method) {
  return h("span", { class: `verb ${method.toLowerCase()}` }, method);
}

function section([tag, operations], schemas) {
  return [h("h2", { class: "group-title" }, GROUPS[tag] ?? tag), operations.map((operation) => card(operation, schemas))];
}

/** Which key a route needs, where keys are set. */
function needs(security = [{ bearer: ["read"] }]) {
  const role = security[0]?.bearer?.[0];
  return h("p", { class: "soft" }, role ? ["Key: ", h("code", {}, role), role === "admin" ? "" : " or higher"] : "No key is needed.");
}

function card({ id, method, path, summary, description, security, parameters = [], requestBody, responses }, schemas) {
  return h(
    "article",
    { class: "panel operation", id },
    h("h3", { class: "route" }, verb(method), h("code", {}, path)),
    h("p", { class: "lead" }, summary),
    description ? h("p", { class: "soft" }, prose(description)) : null,
    needs(security),
    parameters.length > 0 ? [h("h4", {}, "Parameters"), parameterTable(parameters, schemas)] : null,
    requestBody ? [h("h4", {}, "Body"), bodies(requestBody, schemas)] : null,
    h("h4", {}, "Answers"),
    Object.entries(responses).map(([status, response]) => answer(status, response, schemas)),
    command(example(method, path, parameters, requestBody, schemas)),
  );
}

function parameterTable(parameters, schemas) {
  const rows = parameters.map(({ name, in: place, required, description, schema }) =>
    h("tr", {}, h("th", { scope: "row" }, h("code", {}, name), required ? h("span", { class: "needed" }, " required") : ""), h("td", { class: "soft place" }, place), h("td", { class: "soft type" }, shortType(schema, schemas)), h("td", {}, prose(description))));
  return h("table", { class: "tight" }, h("tbody", {}, rows));
}

function bodies({ content }, schemas) {
  return Object.entries(content).map(([type, { schema }]) => h("details", {}, h("summary", {}, h("code", {}, type), ` ${shortType(schema, schemas)}`), schemaTable(schema, schemas)));
}

function answer(status, { description, content = {} }, schemas) {
  const name = status === "default" ? "otherwise" : status;
  const [type, body] = Object.entries(content)[0] ?? [];
  const line = [h("strong", { class: "status" }, name), ` ${description} `, type ? h("code", { class: "soft" }, type) : ""];
  return body ? h("details", {}, h("summary", {}, line), schemaTable(body.schema, schemas)) : h("p", {}, line);
}

/** A command to try: path parameters become capital words, a body becomes the required fields. */
function example(method, path, parameters, requestBody, schemas) {
  const url = `${location.origin}${path.replaceAll(/\{(\w+)\}/g, (_, name) => name.toUpperCase())}`;
  const flags = method === "GET" ? "" : `-X ${method} `;
  let schema = requestBody?.content?.["application/json"]?.schema;
  schema = schema?.oneOf?.[0] ?? schema;
  if (!schema) return `curl ${flags}${url}`;
  const target = schema.$ref ? schemas[schema.$ref.split("/").pop()] : schema;
  const fields = (target.required ?? []).map((field) => [field, sample(field, target.properties?.[field])]);
  return `curl ${flags}-H 'content-type: application/json' -d '${JSON.stringify(Object.fromEntries(fields))}' ${url}`;
}

function sample(field, schema = {}) {
  if (schema.enum) return schema.enum[Math.min(1, schema.enum.length - 1)];
  return schema.type === "array" ? [] : schema.type === "string" ? field.toUpperCase() : 0;
}

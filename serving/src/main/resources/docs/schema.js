// A JSON schema as a table of fields, nested ones indented below their parent.
import { h } from "../js/dom.js";

const DEEPEST = 5;

const nameOf = (schema) => schema.$ref?.split("/").pop();

const resolve = (schema, schemas) => (schema.$ref ? (schemas[nameOf(schema)] ?? {}) : schema);

/** "string", "integer, 1 to 500", "array of Event", "full | light | cached", "string or null". */
export function shortType(schema = {}, schemas) {
  if (schema.$ref) return nameOf(schema);
  if (schema.oneOf) return schema.oneOf.map((one) => shortType(one, schemas)).join(" or ");
  if (schema.enum) return schema.enum.join(" | ");
  const types = [schema.type ?? "any"].flat();
  if (types.includes("array")) return `array of ${shortType(schema.items, schemas)}`;
  const range = "minimum" in schema || "maximum" in schema ? `, ${schema.minimum ?? "…"} to ${schema.maximum ?? "…"}` : "";
  const values = typeof schema.additionalProperties === "object" ? ` of ${shortType(schema.additionalProperties, schemas)}` : "";
  return types.join(" or ") + values + range;
}

/** Text in which backticks mark code. */
export const prose = (text = "") => text.split("`").map((part, i) => (i % 2 ? h("code", {}, part) : part));

export function schemaTable(schema, schemas) {
  const rows = fields(schema, schemas, 0);
  if (rows.length === 0) return h("p", { class: "soft" }, shortType(schema, schemas));
  return h("table", { class: "tight schema" }, h("tbody", {}, rows));
}

function fields(schema, schemas, depth) {
  if (!schema || depth > DEEPEST) return [];
  const own = resolve(schema.oneOf?.[0] ?? schema, schemas);
  if ([own.type].flat().includes("array")) return fields(own.items, schemas, depth);
  const required = new Set(own.required ?? []);
  return Object.entries(own.properties ?? {}).flatMap(([name, field]) => [
    h(
      "tr",
      {},
      h("th", { scope: "row", style: { "padding-left": `${depth * 18}px` } }, h("code", {}, name), required.has(name) ? h("span", { class: "needed" }, " required") : ""),
      h("td", { class: "soft" }, shortType(field, schemas)),
      h("td", {}, prose(field.description)),
    ),
    ...fields(field, schemas, depth + 1),
  ]);
}

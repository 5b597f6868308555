import { refusals, refuse, succeed, type Outcome } from "../mailbox/outcome.ts";
import { schemaProperties } from "./schema-validation.ts";

/** OData options of a list or a single resource. */
export interface QueryOptions {
  /** Null selects everything. */
  readonly select: readonly string[] | null;
  readonly top: number;
  readonly skip: number;
  readonly orderBy: { readonly path: string; readonly descending: boolean } | null;
  readonly filter: string | null;
  readonly expand: readonly Expansion[];
  readonly count: boolean;
}

export interface Expansion {
  readonly name: string;
  /** The value of a `$filter=id eq '…'` inside the expansion's brackets. */
  readonly idFilter: string | null;
}

/** Facts 1.10. */
const PAGE_SIZE_MAX = 999;

/** Reads `$select`, `$top` …; `type` is the schema type that `$select` may name properties of. */
export function readQueryOptions(
  query: URLSearchParams,
  type: string,
  defaultPageSize: number,
): Outcome<QueryOptions> {
  const values = new Map([...query].map(([name, value]) => [name.toLowerCase(), value]));
  if (values.has("$search")) {
    return refuse(400, "SearchEvents", "The query parameter '$search' is not supported here.");
  }
  const select = readSelect(values.get("$select"), type);
  if (!select.ok) return select;
  const top = readNumber(values.get("$top"), defaultPageSize, 1);
  const skip = readNumber(values.get("$skip"), 0, 0);
  if (top === undefined || skip === undefined || top > PAGE_SIZE_MAX) {
    return refuse(
      400,
      "ErrorInvalidUrlQuery",
      `$top must be from 1 to ${PAGE_SIZE_MAX} and $skip must not be negative.`,
    );
  }
  const expand = readExpand(values.get("$expand"));
  if (!expand.ok) return expand;
  const orderBy = /^(\S+)(?:\s+(asc|desc))?$/i.exec(values.get("$orderby")?.trim() ?? "");
  return succeed({
    select: select.value,
    top,
    skip,
    orderBy: orderBy?.[1]
      ? { path: orderBy[1], descending: orderBy[2]?.toLowerCase() === "desc" }
      : null,
    filter: values.get("$filter") ?? null,
    expand: expand.value,
    count: values.get("$count")?.toLowerCase() === "true",
  });
}

/** Keeps the selected properties and what starts with "@"; an id always comes along. */
export function applySelect(
  json: Record<string, unknown>,
  select: readonly string[] | null,
): Record<string, unknown> {
  if (select === null) return json;
  const kept = Object.entries(json).filter(
    ([name]) => name.includes("@") || name === "id" || select.includes(name),
  );
  return Object.fromEntries(kept);
}

export interface Page<T> {
  readonly items: readonly T[];
  /** The `$skip` of the next page; null on the last. */
  readonly nextSkip: number | null;
}

export function cutPage<T>(all: readonly T[], options: QueryOptions): Page<T> {
  const end = options.skip + options.top;
  return { items: all.slice(options.skip, end), nextSkip: end < all.length ? end : null };
}

/** The members of a list's answer around `value`: context, count and next link. */
export function collectionBody(
  call: { readonly baseUrl: string; readonly path: string; readonly query: URLSearchParams },
  context: string,
  value: readonly unknown[],
  paging: { readonly nextSkip: number | null; readonly total: number; readonly count: boolean },
): Record<string, unknown> {
  const body: Record<string, unknown> = {
    "@odata.context": `${call.baseUrl}/v1.0/$metadata#${context}`,
  };
  if (paging.count) body["@odata.count"] = paging.total;
  body["value"] = value;
  if (paging.nextSkip !== null) {
    const next = new URLSearchParams(call.query);
    next.set("$skip", String(paging.nextSkip));
    const text = next.toString().replaceAll("%24", "$");
    body["@odata.nextLink"] = `${call.baseUrl}/v1.0${call.path}?${text}`;
  }
  return body;
}

function readSelect(text: string | undefined, type: string): Outcome<readonly string[] | null> {
  if (text === undefined || text.trim() === "") return succeed(null);
  const known = new Map(schemaProperties(type).map((name) => [name.toLowerCase(), name]));
  const names: string[] = [];
  for (const part of text.split(",")) {
    const wanted = part.trim();
    const name = known.get(wanted.toLowerCase());
    if (name === undefined) {
      return refuse(
        400,
        "RequestBroker--ParseUri",
        `Could not find a property named '${wanted}' on type 'microsoft.graph.${type}'.`,
      );
    }
    names.push(name);
  }
  return succeed(names);
}

function readNumber(text: string | undefined, fallback: number, min: number): number | undefined {
  if (text === undefined) return fallback;
  if (!/^\d{1,9}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= min ? value : undefined;
}

const EXPANDABLE = /^(singleValueExtendedProperties|exceptionOccurrences|instances|calendar)$/;

function readExpand(text: string | undefined): Outcome<readonly Expansion[]> {
  if (text === undefined || text.trim() === "") return succeed([]);
  const expansions: Expansion[] = [];
  for (const part of splitOutsideBrackets(text)) {
    const match = /^(\w+)(?:\((.*)\))?$/s.exec(part.trim());
    const name = match?.[1] ?? "";
    if (!EXPANDABLE.test(name)) {
      return refusals.invalidRequest(`The expansion '${part.trim()}' is not supported.`);
    }
    const idFilter = /\$filter=id eq '((?:[^']|'')*)'/i.exec(match?.[2] ?? "")?.[1];
    // Extended properties come only by name: Graph demands the filter.
    if (name === "singleValueExtendedProperties" && idFilter === undefined) {
      return refuse(
        400,
        "ErrorInvalidUrlQuery",
        "The expansion of singleValueExtendedProperties needs $filter=id eq '…'.",
      );
    }
    expansions.push({ name, idFilter: idFilter?.replaceAll("''", "'") ?? null });
  }
  return succeed(expansions);
}

function splitOutsideBrackets(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let current = "";
  for (const character of text) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (character === "," && depth === 0) {
      parts.push(current);
      current = "";
    } else {
      current += character;
    }
  }
  return [...parts, current];
}

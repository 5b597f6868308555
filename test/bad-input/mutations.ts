/** Bad values for whatever a route takes, made from the API's own description. */

interface JsonSchema {
  readonly properties?: Readonly<Record<string, unknown>>;
}

interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: {
    readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>>;
  };
}

export interface ApiDescription {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

export interface BadRequest {
  readonly why: string;
  readonly method: string;
  readonly path: string;
  readonly contentType?: string;
  /** Sent as it is. */
  readonly body?: string;
}

/** An id that nothing has, so that no mutant that happens to be well formed hits anything. */
const NOBODY = "00000000-0000-4000-8000-000000000000";

const BAD_SEGMENTS = ["1", "%27%20or%201=1--", "%ff", "..%2f..%2fetc", "a".repeat(300), "%00"];
const BAD_QUERY_VALUES = ["", "%00", "-1", "1e309", "%5B%5D", "x".repeat(2_000), "%ED%A0%80"];
const BAD_BODIES: readonly (readonly [why: string, body: string, contentType?: string])[] = [
  ["half of JSON", '{"a": '],
  ["nothing", ""],
  ["null", "null"],
  ["a list", "[]"],
  ["a text", '"text"'],
  ["a number beyond all bounds", "1e400"],
  ["a field for the prototype", '{"__proto__": {"roles": ["admin"]}}'],
  ["a constructor for a field", '{"constructor": {"prototype": {}}}'],
  ["the same key twice", '{"unheard_of": 1, "unheard_of": 2}'],
  ["deep nesting", `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`],
  ["XML", "<a/>", "application/xml"],
  ["a form", "a=1&a[b]=2", "application/x-www-form-urlencoded"],
  ["no type that there is", "{}", "nonsense"],
];
const BAD_VALUES: readonly (readonly [why: string, json: string])[] = [
  ["null", "null"],
  ["a list", "[[]]"],
  ["an object", '{"$ne": null}'],
  ["a negative number", "-1"],
  ["a huge number", "1e308"],
  ["a number between", "0.5"],
  ["a long text", JSON.stringify("x".repeat(70_000))],
  ["a null character", '"a\\u0000b"'],
  ["half a character", '"\\ud800"'],
  ["true", "true"],
];

/** Every mutation of every operation of the description. */
export function* badRequestsOf({ paths }: ApiDescription): Generator<BadRequest> {
  for (const [template, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      yield* mutationsOf(template, method.toUpperCase(), operation);
    }
  }
}

function* mutationsOf(
  template: string,
  method: string,
  operation: Operation,
): Generator<BadRequest> {
  const path = template.replaceAll(/\{[^}]+\}/g, NOBODY);
  for (const [parameter] of template.matchAll(/\{[^}]+\}/g)) {
    for (const segment of BAD_SEGMENTS) {
      const bad = template.replace(parameter, segment).replaceAll(/\{[^}]+\}/g, NOBODY);
      yield { why: `${parameter} is ${segment.slice(0, 20)}`, method, path: bad };
    }
  }
  for (const { name } of (operation.parameters ?? []).filter((each) => each.in === "query")) {
    for (const value of BAD_QUERY_VALUES) {
      yield {
        why: `${name}=${value.slice(0, 20)}`,
        method,
        path: `${path}?${name}=${value}`,
      };
    }
    yield { why: `${name} twice`, method, path: `${path}?${name}=1&${name}=2` };
  }
  yield { why: "an unknown parameter", method, path: `${path}?unheard_of[]=1&__proto__=2` };
  const schema = operation.requestBody?.content?.["application/json"]?.schema;
  if (schema !== undefined) yield* bodyMutationsOf(path, method, schema);
}

function* bodyMutationsOf(
  path: string,
  method: string,
  { properties = {} }: JsonSchema,
): Generator<BadRequest> {
  for (const [why, body, contentType = "application/json"] of BAD_BODIES) {
    yield { why, method, path, contentType, body };
  }
  for (const field of Object.keys(properties)) {
    for (const [why, json] of BAD_VALUES) {
      const body = `{${JSON.stringify(field)}: ${json}}`;
      yield { why: `${field}: ${why}`, method, path, contentType: "application/json", body };
    }
  }
}

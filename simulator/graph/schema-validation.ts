import { readFileSync } from "node:fs";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormatsModule from "ajv-formats";
import { refuse, succeed, type Outcome } from "../mailbox/outcome.ts";
import { LOCAL_TYPES } from "./local-types.ts";

interface TypeSchema {
  readonly type?: unknown;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, TypeSchema>>;
  readonly items?: TypeSchema;
  readonly anyOf?: readonly TypeSchema[];
  readonly allOf?: readonly TypeSchema[];
  readonly $ref?: string;
  readonly additionalProperties?: unknown;
  readonly "x-openType"?: boolean;
}

/** Members beside those listed that Graph's JSON may always carry: OData annotations. */
const ANNOTATIONS = { "^@|@odata": {} };

/** Open in the metadata, yet Exchange refuses members of an event that it does not know. */
const CLOSED_THOUGH_OPEN = new Set(["event"]);

const definitions = loadDefinitions();
const ajv = createAjv();
const validators = new Map<string, ValidateFunction>();

/** Why a value is not of the type, in one line; null where it is. "type[]" is a collection. */
export function schemaProblem(typeName: string, value: unknown): string | null {
  const validate = validatorOf(typeName);
  if (validate(value)) return null;
  return (validate.errors ?? []).map(describe).slice(0, 3).join("; ");
}

/**
 * A request body ready for its handler: enum values in their own spelling (Graph reads them without
 * regard to case), or Graph's refusal of a body that is not of the type.
 */
export function readBody(typeName: string, value: unknown): Outcome<unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return refuse(400, "BadRequest", "The request has no JSON object for a body.");
  }
  const lowered = LOCAL_TYPES[typeName] ? lowerFirstLetters(value) : value;
  const body = spellEnums(lowered, { $ref: `#/$defs/${typeName}` });
  const validate = validatorOf(typeName);
  if (validate(body)) return succeed(body);
  const error = deepest(validate.errors ?? []);
  return refuse(400, "RequestBodyRead", error ? sentence(error, typeName) : "The body is invalid.");
}

/** Names of a type's properties, its bases' among them. */
export function schemaProperties(typeName: string): string[] {
  return Object.keys(definitions[typeName]?.properties ?? {});
}

function loadDefinitions(): Record<string, TypeSchema> {
  const path = new URL("../graph-schema/calendar-subset.schema.json", import.meta.url);
  const file = JSON.parse(readFileSync(path, "utf8")) as { $defs: Record<string, TypeSchema> };
  const raw = { ...file.$defs, ...(LOCAL_TYPES as Record<string, TypeSchema>) };
  const flat: Record<string, TypeSchema> = {};
  for (const [name, schema] of Object.entries(raw)) {
    flat[name] = schema.properties || schema.allOf ? flatten(raw, name, schema) : schema;
  }
  return flat;
}

/** One closed object of a type and its bases, so that unknown members are found. */
function flatten(raw: Record<string, TypeSchema>, name: string, schema: TypeSchema): TypeSchema {
  const { allOf: _bases, ...own } = schema;
  const isOpen = schema["x-openType"] === true && !CLOSED_THOUGH_OPEN.has(name);
  return {
    ...own,
    properties: propertiesOf(raw, schema),
    patternProperties: ANNOTATIONS,
    additionalProperties: isOpen,
  } as TypeSchema;
}

function propertiesOf(
  raw: Record<string, TypeSchema>,
  schema: TypeSchema,
): Record<string, TypeSchema> {
  const inherited = (schema.allOf ?? []).map((base) => {
    const baseSchema = raw[refName(base) ?? ""];
    return baseSchema ? propertiesOf(raw, baseSchema) : {};
  });
  return Object.assign({}, ...inherited, schema.properties) as Record<string, TypeSchema>;
}

function createAjv(): Ajv2020 {
  const created = new Ajv2020({ strict: false, allErrors: false });
  // The package is CommonJS: its function is the module itself or that module's default.
  const addFormats = addFormatsModule as unknown as {
    default?: (instance: Ajv2020) => void;
  } & ((instance: Ajv2020) => void);
  (addFormats.default ?? addFormats)(created);
  created.addSchema({ $id: "graph", $defs: definitions });
  return created;
}

function validatorOf(typeName: string): ValidateFunction {
  const known = validators.get(typeName);
  if (known) return known;
  const name = typeName.replace(/\[\]$/, "");
  if (!definitions[name]) throw new Error(`Neither Microsoft's schema nor ours has "${name}".`);
  const reference = { $ref: `graph#/$defs/${name}` };
  const schema = typeName.endsWith("[]")
    ? {
        type: "object",
        properties: { value: { type: "array", items: reference } },
        required: ["value"],
        patternProperties: ANNOTATIONS,
        additionalProperties: false,
      }
    : reference;
  const validate = ajv.compile(schema);
  validators.set(typeName, validate);
  return validate;
}

function describe(error: ErrorObject): string {
  return `${error.instancePath || "/"} ${error.message ?? ""} ${JSON.stringify(error.params)}`;
}

/** With "or null" alternatives the useful error is the one that reaches furthest in. */
function deepest(errors: readonly ErrorObject[]): ErrorObject | undefined {
  return errors.toSorted((left, right) => right.instancePath.length - left.instancePath.length)[0];
}

function sentence(error: ErrorObject, typeName: string): string {
  const at = error.instancePath.slice(1).replaceAll("/", ".") || typeName;
  if (error.keyword === "additionalProperties") {
    const name = String(error.params["additionalProperty"]);
    const type = LOCAL_TYPES[typeName] ? typeName : `microsoft.graph.${typeName}`;
    return (
      `The property '${name}' does not exist on type '${type}'. Make sure to only use property ` +
      "names that are defined by the type or mark the type as open type."
    );
  }
  if (error.keyword === "enum") return `The value of '${at}' is not one of its type's values.`;
  if (error.keyword === "required") {
    return `The property '${String(error.params["missingProperty"])}' is missing.`;
  }
  return `The value of '${at}' cannot be read: ${error.message ?? "it is of another type"}.`;
}

function refName(schema: TypeSchema): string | undefined {
  return schema.$ref?.replace(/^.*\/\$defs\//, "");
}

function lowerFirstLetters(value: object): object {
  const entries = Object.entries(value).map(([name, member]) => [
    name.charAt(0).toLowerCase() + name.slice(1),
    member,
  ]);
  return Object.fromEntries(entries) as object;
}

/** Walks a value along its type and writes each enum value in the schema's letters. */
function spellEnums(value: unknown, schema: TypeSchema): unknown {
  const resolved = resolve(schema);
  if (typeof value === "string") {
    const spelled = resolved?.enum?.find((name) => name.toLowerCase() === value.toLowerCase());
    return spelled ?? value;
  }
  if (Array.isArray(value)) {
    return resolved?.items ? value.map((item) => spellEnums(item, resolved.items ?? {})) : value;
  }
  if (typeof value !== "object" || value === null || !resolved?.properties) return value;
  const entries = Object.entries(value).map(([name, member]) => {
    const property = resolved.properties?.[name];
    return [name, property ? spellEnums(member, property) : member];
  });
  return Object.fromEntries(entries);
}

function resolve(schema: TypeSchema): TypeSchema | undefined {
  const name = refName(schema);
  if (name !== undefined) return definitions[name];
  const alternative = schema.anyOf?.find((option) => option.$ref !== undefined);
  return alternative ? resolve(alternative) : schema;
}

import { z } from "zod";

/** As far as it is looked at: what a body may hold at one place. */
interface Shape {
  readonly type?: string;
  readonly anyOf?: readonly Shape[];
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
}

const shapes = new WeakMap<z.ZodType, Shape>();

/**
 * XML does not say whether one element is a list of one, nor an empty one a list of none: the schema of
 * the body does.
 */
export function shapeBySchema(value: unknown, schema: unknown): unknown {
  return schema instanceof z.ZodType ? shaped(value, shapeOf(schema)) : value;
}

function shapeOf(schema: z.ZodType): Shape {
  const known = shapes.get(schema);
  if (known !== undefined) return known;
  const shape = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Shape;
  shapes.set(schema, shape);
  return shape;
}

function shaped(value: unknown, shape: Shape): unknown {
  const choices = choicesOf(shape);
  const list = choices.find(({ type }) => type === "array");
  if (list !== undefined) {
    // What may be a text as well is one.
    const isText = typeof value === "string" && choices.some(({ type }) => type === "string");
    if (isText) return value;
    const items = Array.isArray(value) ? value : value === "" ? [] : [value];
    return items.map((item: unknown) => shaped(item, list.items ?? {}));
  }
  const properties = choices.find(({ type }) => type === "object")?.properties;
  if (properties === undefined || Array.isArray(value)) return value;
  if (value === "") return {};
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      Object.hasOwn(properties, key) ? shaped(item, properties[key] ?? {}) : item,
    ]),
  );
}

function choicesOf(shape: Shape): readonly Shape[] {
  return shape.anyOf === undefined ? [shape] : shape.anyOf.flatMap(choicesOf);
}

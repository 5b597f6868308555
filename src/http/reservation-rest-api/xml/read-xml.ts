import { type EntityDecoderOptions, XMLParser, XMLValidator } from "fast-xml-parser";
import { refuseUnkeepable } from "../../json-bodies.ts";
import { problem, type ProblemError } from "../../problem-error.ts";

const NESTED_ELEMENTS_MAX = 20;
/** The only ones that XML has by itself. */
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);
const REFERENCE = /&(?:#(?<decimal>\d+)|#x(?<hexadecimal>[\da-f]+)|(?<name>[^;\s]+));/gi;

/** What a body declares is never expanded, whatever it is. */
const decodeOwnEntities: EntityDecoderOptions = {
  setExternalEntities: () => undefined,
  addInputEntities: () => undefined,
  reset: () => undefined,
  setXmlVersion: () => undefined,
  decode: (text) =>
    text.replaceAll(REFERENCE, (_whole, decimal?: string, hexadecimal?: string, name?: string) => {
      const character = name === undefined ? codePoint(decimal, hexadecimal) : ENTITIES.get(name);
      if (character === undefined)
        throw malformed("It refers to what XML does not have by itself.");
      return character;
    }),
};

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  trimValues: true,
  maxNestedTags: NESTED_ELEMENTS_MAX,
  entityDecoder: decodeOwnEntities,
});

/**
 * The fields of a body in XML: the elements within its root, whatever that is called. One that repeats
 * is a list, and every value is a text. Throws `malformed_xml`.
 */
export function readXml(body: string): unknown {
  const roots = Object.values(parsed(body));
  const [root] = roots;
  if (roots.length !== 1 || Array.isArray(root)) throw malformed("It has to have one root.");
  refuseUnkeepable(root);
  return withoutEntry(root === "" ? {} : root);
}

function parsed(body: string): Readonly<Record<string, unknown>> {
  const validity = XMLValidator.validate(body);
  if (validity !== true) throw malformed(`Line ${validity.err.line}: ${validity.err.msg}`);
  try {
    return parser.parse(body) as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof Error) || error.name === "ProblemError") throw error;
    throw malformed("It is nested too deep, or has a name that is not allowed.");
  }
}

/** As other APIs of ServiceNow take a record: `<request><entry>…</entry></request>`. */
function withoutEntry(root: unknown): unknown {
  if (typeof root !== "object" || root === null) return root;
  const [field, ...others] = Object.entries(root);
  return field?.[0] === "entry" && others.length === 0 ? field[1] : root;
}

function codePoint(decimal: string | undefined, hexadecimal = ""): string | undefined {
  const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : undefined;
}

function malformed(why: string): ProblemError {
  return problem("malformed_xml", `The body is not XML as it can be read here. ${why}`, "Mend it.");
}

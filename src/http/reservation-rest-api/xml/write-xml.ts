/** Whatever XML 1.0 has no way to write. */
const UNWRITABLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const ELEMENT_NAME = /^[a-z_][\w.-]*$/i;

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * An answer in XML: the names of elements are the keys, what is a list repeats its element, and nothing
 * is an empty element.
 */
export function writeXml(answer: Json): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${element("response", answer)}`;
}

function element(key: string, value: Json): string {
  if (isList(value)) return value.map((item) => element(key, item)).join("");
  const name = elementName(key);
  const content = contentOf(value);
  return content === "" ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

function contentOf(value: Exclude<Json, readonly Json[]>): string {
  if (value === null) return "";
  if (typeof value !== "object") return escaped(String(value));
  return Object.entries(value)
    .map(([key, item]) => element(key, item))
    .join("");
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** A sys_id or a date is a key of some answers, and no name of XML begins with a digit. */
function elementName(key: string): string {
  return ELEMENT_NAME.test(key) ? key : `_${key.replaceAll(/[^\w.-]/g, "_")}`;
}

/** A reader makes one line break of two characters, unless the first is written out. */
function escaped(text: string): string {
  return text
    .replaceAll(UNWRITABLE, "\u{fffd}")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\r", "&#13;");
}

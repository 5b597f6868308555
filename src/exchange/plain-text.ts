/**
 * HTML as plain text: Graph is asked for text, but a body may come as HTML all the same (facts
 * 1.10). It is read in one pass from left to right, since anybody may send a meeting of any shape.
 */
export function plainText(html: string): string {
  let text = "";
  let at = 0;
  while (at < html.length) {
    const opened = html.indexOf("<", at);
    const words = html.slice(at, opened < 0 ? html.length : opened);
    text += words.replaceAll(/[ \t\r\n\f]+/g, " ");
    if (opened < 0) break;
    const tag = readTag(html, opened);
    text += tag.text;
    at = tag.endsAt;
  }
  return tidyLines(decodeEntities(text).replaceAll(/\n +/g, "\n"));
}

/** Line ends as ours, and nothing around the text: Exchange adds empty lines at the end. */
export function tidyLines(text: string): string {
  return text
    .replaceAll(/\r\n?/g, "\n")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}

/** Elements whose content is not for people. */
const UNSEEN = new Set(["head", "style", "script", "title", "template"]);
/** Elements that begin a new line. */
const LINES = new Set(
  "br div p li ul ol tr table h1 h2 h3 h4 h5 h6 hr blockquote pre section".split(" "),
);

function readTag(html: string, opened: number): { readonly text: string; readonly endsAt: number } {
  if (html.startsWith("<!--", opened)) return { text: "", endsAt: after(html, "-->", opened) };
  const name = /^<(\/?)([a-z][a-z0-9]*)/i.exec(html.slice(opened, opened + 16));
  const tag = name?.[2]?.toLowerCase();
  // A lone "<" is text; declarations and what Office adds are not.
  if (tag === undefined) {
    const isMarkup = /^<[!?/a-z]/i.test(html.slice(opened, opened + 2));
    return isMarkup
      ? { text: "", endsAt: after(html, ">", opened) }
      : { text: "<", endsAt: opened + 1 };
  }
  const endsAt = after(html, ">", opened);
  const isClosing = name?.[1] === "/";
  if (UNSEEN.has(tag) && !isClosing) return { text: "", endsAt: afterElement(html, tag, endsAt) };
  if (tag === "td" && isClosing) return { text: " ", endsAt };
  const beginsLine = LINES.has(tag) && (tag === "br" || isClosing || tag === "hr");
  return { text: beginsLine ? "\n" : tag === "li" ? "- " : "", endsAt };
}

/** The place behind the next `mark`; the end where there is none. */
function after(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found < 0 ? html.length : found + mark.length;
}

function afterElement(html: string, tag: string, from: number): number {
  const closing = new RegExp(`</${tag}\\s*>`, "gi");
  closing.lastIndex = from;
  const found = closing.exec(html);
  return found === null ? html.length : found.index + found[0].length;
}

const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: " ",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  amp: "&",
  auml: "ä",
  ouml: "ö",
  uuml: "ü",
  Auml: "Ä",
  Ouml: "Ö",
  Uuml: "Ü",
  szlig: "ß",
  eacute: "é",
  egrave: "è",
  euro: "€",
  ndash: "–",
  mdash: "—",
  hellip: "…",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  bull: "•",
};
const LAST_CODE_POINT = 0x10_ff_ff;

/** An entity that is not known stays as it is written. */
function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,8}));/gi, (...match) => {
    const [entity = "", decimal, hex, name] = match as (string | undefined)[];
    if (name !== undefined) return ENTITIES[name] ?? ENTITIES[name.toLowerCase()] ?? entity;
    const point = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    return point > 0 && point <= LAST_CODE_POINT ? String.fromCodePoint(point) : entity;
  });
}

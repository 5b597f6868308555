/**
 * What the server says, by its English: as it stands in the source, `{1}` and so on for what is put
 * in, and `{n}` for a number that words are counted by. `{1:list}` in the other language is a list
 * that English joined with "and".
 */
export type Sentences = Readonly<Record<string, string>>;

/** A sentence of the server, as the reader gets it. */
export interface Said {
  readonly text: string;
  /** It stayed English on a page that is not. */
  readonly isForeign: boolean;
}

export type SayForReader = (text: string) => Said;

/** On an English page: as it was said. */
export const sayAsIs: SayForReader = (text) => ({ text, isForeign: false });

/**
 * Puts what the server says into the language of the sentences: whole, or sentence by sentence, and
 * what was put into a sentence as well, where there is a word for it. The rest stays as it is.
 */
export function sayIn(sentences: Sentences): SayForReader {
  const templates = Object.entries(sentences)
    .filter(([english]) => PLACE.test(english))
    .map(([english, words]) => templateOf(english, words))
    .toSorted((a, b) => b.letters - a.letters);
  const known = new Map<string, string | null>();

  const translated = (text: string): string | null => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const words = bySentence(text, single, translated);
    known.set(text, words);
    return words;
  };
  const single = (text: string): string | null =>
    fixed(text) ?? ofClause(text) ?? filled(text, "as_far_as_known");
  const fixed = (text: string): string | null =>
    Object.hasOwn(sentences, text) ? (sentences[text] ?? null) : null;
  const filled = (text: string, how: Filling): string | null => {
    for (const template of templates) {
      const words = fill(template, text, translated, how);
      if (words !== null) return words;
    }
    return null;
  };
  /** A clause is told with a full stop and perhaps a capital, though the source has it without. */
  const ofClause = (text: string): string | null => {
    if (!text.endsWith(".")) return null;
    const clause = text.slice(0, -1);
    const uncapped = `${clause.charAt(0).toLowerCase()}${clause.slice(1)}`;
    const words = [uncapped, clause]
      .map((each) => fixed(each) ?? filled(each, "wholly"))
      .find((each) => each !== null);
    return words === undefined ? null : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  };

  return (text) => {
    const words = translated(text);
    return { text: words ?? text, isForeign: words === null };
  };
}

type Translate = (text: string) => string | null;

/** The first way of parting it of which all is known; else whole; else what is known of it. */
function bySentence(text: string, single: Translate, rest: Translate): string | null {
  let partly: string | null = null;
  for (const { index } of text.matchAll(/(?<=[.?!]["”)]?) /g)) {
    const [head, tail] = [text.slice(0, index), text.slice(index + 1)];
    const [first, others] = [single(head), rest(tail)];
    if (first !== null && others !== null) return `${first} ${others}`;
    if (first !== null || others !== null) partly ??= `${first ?? head} ${others ?? tail}`;
  }
  return single(text) ?? partly;
}

interface Template {
  readonly pattern: RegExp;
  /** Its longest part that is always there: without that it is not worth a try. */
  readonly landmark: string;
  readonly letters: number;
  /** It only joins, so that it says something only if what it joins is known. */
  readonly onlyJoins: boolean;
  readonly words: string;
}

/** What is put in, in either language. */
const PLACE = /\{(\d+|n)(:list)?\}/;
const PLACES = new RegExp(PLACE, "g");

function templateOf(english: string, words: string): Template {
  const literals = english.split(/\{(?:\d+|n)\}/);
  const places = english.match(PLACES) ?? [];
  const source = literals.map(
    (literal, at) => escaped(literal) + placePattern(literal, places, at),
  );
  return {
    pattern: new RegExp(`^${source.join("")}$`, "s"),
    landmark: literals.toSorted((a, b) => b.length - a.length)[0] ?? "",
    letters: literals.join("").length,
    onlyJoins: !/\p{L}/u.test(literals.join(" ").replaceAll(/\b(?:and|or)\b/g, "")),
    words,
  };
}

function escaped(literal: string): string {
  return literal.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** What is put in right behind something that is put in begins with a comma, or is not there. */
function placePattern(before: string, places: readonly string[], at: number): string {
  if (places[at] === undefined) return "";
  if (places[at] === "{n}") return "(\\d+)";
  return before === "" && at > 0 ? "((?:,.*?)?)" : "(.*?)";
}

/** Whether there has to be a word for each thing that was put in. */
type Filling = "wholly" | "as_far_as_known";

function fill(
  template: Template,
  text: string,
  translated: Translate,
  how: Filling,
): string | null {
  if (!text.includes(template.landmark)) return null;
  const [, ...parts] = template.pattern.exec(text) ?? [];
  if (parts.length === 0) return null;
  const words = parts.map((part) => (/^\d*$/.test(part) ? part : translated(part)));
  if (template.onlyJoins && words.at(-1) === null) return null;
  if (how === "wholly" && (template.onlyJoins || words.includes(null))) return null;
  return template.words.replaceAll(PLACES, (_, place: string, isList?: string) => {
    const at = place === "n" ? 0 : Number(place) - 1;
    const part = words[at] ?? parts[at] ?? "";
    return isList === undefined ? part : part.replace(/,? and (?!.* and )/, " und ");
  });
}

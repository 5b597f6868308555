import { type Node, nodeAt, nodesAt } from "./syntax.ts";

/** A text as it is written in the source, `{1}` and so on for what is put into it. */
export interface Template {
  readonly text: string;
  readonly parts: readonly Node[];
}

/** Of a string, a template, or several of them added up; null of anything else. */
export function templateOf(node: Node): Template | null {
  switch (node.type) {
    case "Literal":
      return typeof node["value"] === "string" ? { text: node["value"], parts: [] } : null;
    case "TemplateLiteral":
      return ofQuasis(node);
    case "BinaryExpression":
      return node["operator"] === "+" ? added(nodeAt(node, "left"), nodeAt(node, "right")) : null;
    case "ParenthesizedExpression":
    case "TSAsExpression":
      return templateOf(nodeAt(node, "expression") ?? node);
    default:
      return null;
  }
}

function ofQuasis(node: Node): Template {
  const parts = nodesAt(node, "expressions");
  const texts = nodesAt(node, "quasis").map(({ value }) => (value as { cooked: string }).cooked);
  const text = texts.map((each, at) => (at === 0 ? each : `{${at}}${each}`)).join("");
  return { text, parts };
}

function added(left: Node | null, right: Node | null): Template | null {
  if (left === null || right === null) return null;
  const [first, second] = [templateOf(left), templateOf(right)];
  if (first === null && second === null) return null;
  const before = first ?? { text: "{1}", parts: [left] };
  const after = second ?? { text: "{1}", parts: [right] };
  return {
    text: before.text + renumbered(after.text, before.parts.length),
    parts: [...before.parts, ...after.parts],
  };
}

/** What stands between sentences, or where one that is put in ends and ours goes on. */
const BETWEEN_SENTENCES =
  /(?<=[.?!]["”)]?) (?=[A-Z"{])|(?<=\}) (?=[A-Z])|(?<=[.?!])(?=\{\d+\}(?: |$))/;

/** The sentences of a text, each numbered from one; those that are wholly put in are left out. */
export function sentencesOf(text: string): readonly string[] {
  return text
    .split(BETWEEN_SENTENCES)
    .map((each) => each.trim())
    .filter(isSentence)
    .map(fromOne);
}

/** By its look: it begins as a sentence does, and ends as one, or with one that is put in. */
function isSentence(text: string): boolean {
  return (
    /^[A-Z"{]/.test(text) &&
    /(?:[.?!]["”)]?|: \{\d+\})$/.test(text) &&
    /[a-z]{2}/.test(text) &&
    text.includes(" ")
  );
}

/** Words that go into a sentence; codes, addresses and mere marks are none. */
export function isPhrase(text: string): boolean {
  return /[a-z]{2}/.test(text) && !/^[a-z]+(?:_[a-z]+)+$/.test(text) && !text.includes("://");
}

export function fromOne(text: string): string {
  const [first] = /(?<=\{)\d+/.exec(text) ?? [];
  return first === undefined ? text.trim() : renumbered(text.trim(), 1 - Number(first));
}

function renumbered(text: string, by: number): string {
  return text.replaceAll(/\{(\d+)\}/g, (_, number: string) => `{${Number(number) + by}}`);
}

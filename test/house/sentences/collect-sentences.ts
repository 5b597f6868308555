import { globSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { childrenOf, declarationsIn, nameOf, type Node, nodeAt, nodesAt, parse } from "./syntax.ts";
import { fromOne, isPhrase, sentencesOf, templateOf } from "./templates.ts";

/** Where sentences are for programs, for the command line or for the log, and no page shows them. */
const NOT_ON_PAGES = [
  // Programs ask in encoded queries, by the other REST API and by webhooks; no page does.
  "src/http/reservation-rest-api/",
  "src/http/webhooks/",
  "src/app/reservations/search/",
  "src/core/encoded-query/",
  // Said where Usher is started or used from the command line. Set-up files are read there alone.
  "src/cli",
  "src/config.ts",
  "src/wiring",
  "src/app/setup/apply-set-up.ts",
  "src/store/set-up-store.ts",
  "src/store/embedded/",
  "src/store/migrate",
  // Have their German beside them, or under the code.
  "src/core/mail/mail-words.ts",
  "src/contract/problem-codes.ts",
  // Say nothing to anybody.
  "src/core/time/generated/",
  "src/store/testing/",
];

/** What is said by these is for the log or for the manual. */
const SAID_ELSEWHERE = /^(?:Error|debug|info|warn|error|describe|emitWarning)$/;
/** Of a route and of a metric: for the manual too. */
const PROPERTIES_OF_MANUAL = /^(?:summary|description|help|title)$/;
/** These properties hold words whether they look like a sentence or not. */
const PROPERTIES_OF_WORDS = /^(?:title|means|toDo|expected)$/;

/** Every sentence, and every phrase that goes into one, that the server may say on a page. */
export function collectSentences(root: string): ReadonlyMap<string, string> {
  const paths = globSync("src/**/*.ts", { cwd: root })
    .map((path) => path.split(sep).join("/"))
    .filter((path) => !/\.(?:test|arbitrary|oracle)\.ts$/.test(path))
    .filter((path) => !NOT_ON_PAGES.some((part) => path.startsWith(part)))
    .toSorted();
  const found = new Map<string, string>();
  for (const path of paths) {
    for (const text of sentencesIn(path, readFileSync(join(root, path), "utf8"))) {
      if (!found.has(text)) found.set(text, path);
    }
  }
  return found;
}

export function sentencesIn(path: string, source: string): ReadonlySet<string> {
  const program = parse(path, source);
  const phrases = phraseFinder(declarationsIn(program));
  const found = new Set<string>();
  const look = (node: Node, holdsWords: boolean): void => {
    if (isSaidElsewhere(node, path)) return;
    const template = templateOf(node);
    if (template !== null) {
      const sentences = sentencesOf(template.text);
      const isWords = holdsWords && sentences.length === 0 && isPhrase(template.text);
      for (const sentence of isWords ? [fromOne(template.text)] : sentences) found.add(sentence);
      if (isWords || sentences.length > 0)
        template.parts.flatMap(phrases).forEach((each) => found.add(each));
      for (const part of template.parts) look(part, false);
      return;
    }
    for (const words of countedWords(node)) found.add(words);
    const isOfWords =
      node.type === "Property" && PROPERTIES_OF_WORDS.test(nameOf(nodeAt(node, "key")));
    for (const child of childrenOf(node)) look(child, isOfWords);
  };
  look(program, false);
  return found;
}

function isSaidElsewhere(node: Node, path: string): boolean {
  switch (node.type) {
    case "ImportDeclaration":
    case "TaggedTemplateExpression":
      return true;
    case "CallExpression":
    case "NewExpression":
      return SAID_ELSEWHERE.test(nameOf(nodeAt(node, "callee")));
    case "Property":
      return path.startsWith("src/http/") && PROPERTIES_OF_MANUAL.test(nameOf(nodeAt(node, "key")));
    default:
      return false;
  }
}

/**
 * The words that may be put into a sentence: written where they are put in, or in a constant or a
 * function of the same file.
 */
function phraseFinder(declared: ReadonlyMap<string, readonly Node[]>) {
  const seen = new Set<Node>();
  const find = (node: Node | null): readonly string[] => {
    if (node === null || seen.has(node)) return [];
    const template = templateOf(node);
    if (template !== null) {
      const { text, parts } = template;
      return [
        ...(isPhrase(text) && text.includes(" ") ? [fromOne(text)] : []),
        ...parts.flatMap(find),
      ];
    }
    seen.add(node);
    return wordsIn(node, find, declared);
  };
  return find;
}

type Find = (node: Node | null) => readonly string[];

function wordsIn(
  node: Node,
  find: Find,
  declared: ReadonlyMap<string, readonly Node[]>,
): readonly string[] {
  switch (node.type) {
    case "Identifier":
      return (declared.get(nameOf(node)) ?? []).flatMap(find);
    case "MemberExpression":
      return find(nodeAt(node, "object"));
    case "CallExpression":
      return wordsOfCall(node, find);
    case "ConditionalExpression":
    case "IfStatement":
      return [nodeAt(node, "consequent"), nodeAt(node, "alternate")].flatMap(find);
    case "LogicalExpression":
      return [nodeAt(node, "left"), nodeAt(node, "right")].flatMap(find);
    case "Property":
      return wordsOfEntry(nodeAt(node, "value"), find);
    case "SwitchStatement":
      return nodesAt(node, "cases")
        .flatMap((each) => nodesAt(each, "consequent"))
        .flatMap(find);
    case "ArrayExpression":
    case "BinaryExpression":
    case "NewExpression":
    case "VariableDeclaration":
      return [];
    default:
      return node.type.startsWith("TS") && nodeAt(node, "expression") === null
        ? []
        : childrenOf(node).flatMap(find);
  }
}

/** Of a record of words: a single one counts too, as of a state. */
function wordsOfEntry(value: Node | null, find: Find): readonly string[] {
  const text = value === null ? undefined : templateOf(value)?.text;
  return text !== undefined && /^[a-z]{3,}$/.test(text) ? [text] : find(value);
}

function wordsOfCall(node: Node, find: Find): readonly string[] {
  const callee = nodeAt(node, "callee");
  const given = nodesAt(node, "arguments");
  // What a call is given is how to do it, as in `join(", ")`; but for `map((each) => …)`.
  const ways = given.filter(({ type }) => type === "ArrowFunctionExpression");
  return [callee, ...ways].flatMap(find);
}

/** As `counted` puts them together. */
function countedWords(node: Node): readonly string[] {
  if (node.type !== "CallExpression" || nameOf(nodeAt(node, "callee")) !== "counted") return [];
  const [, one, several] = nodesAt(node, "arguments").map((each) => templateOf(each)?.text);
  return one === undefined || several === undefined ? [] : [`1 ${one}`, `{n} ${several}`];
}

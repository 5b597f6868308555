import { parseSync } from "vite";

/** A node of the syntax tree (ESTree, with TypeScript's own beside it), as far as it is read here. */
export interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

export function parse(path: string, source: string): Node {
  const { program, errors } = parseSync(path, source);
  // What cannot be read would be a file without sentences.
  if (errors.length > 0) throw new Error(`${path} cannot be read: ${errors[0]?.message}`);
  return program as unknown as Node;
}

export function childrenOf(node: Node): readonly Node[] {
  return Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);
}

export function nodeAt(node: Node, key: string): Node | null {
  const value = node[key];
  return isNode(value) ? value : null;
}

export function nodesAt(node: Node, key: string): readonly Node[] {
  const value = node[key];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** Of an identifier, or of what is called or read by one: its last name. */
export function nameOf(node: Node | null): string {
  if (node === null) return "";
  if (node.type === "Identifier") return typeof node["name"] === "string" ? node["name"] : "";
  if (node.type === "MemberExpression") return nameOf(nodeAt(node, "property"));
  return node.type === "Literal" && typeof node["value"] === "string" ? node["value"] : "";
}

/** By name, what the file's constants and functions are; one name may have several. */
export function declarationsIn(program: Node): ReadonlyMap<string, readonly Node[]> {
  const found = new Map<string, Node[]>();
  const look = (node: Node): void => {
    const name = nameOf(nodeAt(node, "id"));
    const value = node.type === "VariableDeclarator" ? nodeAt(node, "init") : nodeAt(node, "body");
    const isDeclared = node.type === "VariableDeclarator" || node.type === "FunctionDeclaration";
    if (isDeclared && name !== "" && value !== null) {
      found.set(name, [...(found.get(name) ?? []), value]);
    }
    childrenOf(node).forEach(look);
  };
  look(program);
  return found;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Plugin, Rollup } from "vite";

const WORKER = new URL("./phone-worker.js", import.meta.url);
/** Files of the page that have no hash in their names. */
const FIXED = [
  "/index.html",
  "/theme.js",
  "/icon.svg",
  "/phone.webmanifest",
  "/phone.de.webmanifest",
];
/** What the phone's pages begin with, beside the entry. */
const FACE = /[\\/]mobile[\\/]mobile-app\.tsx$/;

/** Writes the phone's service worker, with the names of the files that its pages consist of. */
export function phoneWorker(): Plugin {
  return {
    name: "usher:phone-worker",
    enforce: "post",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const assets = filesOfPhone(bundle).map((name) => `/${name}`);
        const files = [...FIXED, ...assets];
        const template = readFileSync(WORKER, "utf8");
        const version = createHash("sha256")
          .update(files.join("\n"))
          .update(template)
          .digest("hex")
          .slice(0, 16);
        const source = template.replace("= BUILD;", `= ${JSON.stringify({ version, files })};`);
        this.emitFile({ type: "asset", fileName: "phone-worker.js", source });
      },
    },
  };
}

/** The entry and the phone's face with all that they import, at once or later. */
function filesOfPhone(bundle: Rollup.OutputBundle): readonly string[] {
  const chunks = new Map(
    Object.values(bundle)
      .filter((output) => output.type === "chunk")
      .map((chunk) => [chunk.fileName, chunk]),
  );
  const names = new Set<string>();
  const take = (name: string, isFace: boolean): void => {
    const chunk = chunks.get(name);
    if (chunk === undefined || names.has(name)) return;
    names.add(name);
    for (const style of chunk.viteMetadata?.importedCss ?? []) names.add(style);
    for (const imported of chunk.imports) take(imported, isFace);
    if (isFace) for (const later of chunk.dynamicImports) take(later, isFace);
  };
  for (const { fileName, isEntry, facadeModuleId } of chunks.values()) {
    const isFace = FACE.test(facadeModuleId ?? "");
    if (isEntry || isFace) take(fileName, isFace);
  }
  return [...names].sort();
}

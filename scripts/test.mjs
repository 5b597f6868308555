// `npm test`: installs and runs every check and every test; `npm test -- src/core` only some.
import process from "node:process";
import { ensureInstalled, ensureWebBuilt, runAndEndAs } from "./installation.mjs";

ensureInstalled();
ensureWebBuilt();
runAndEndAs("scripts/test.ts", process.argv.slice(2));

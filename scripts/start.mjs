// `npm start`: everything needed to try Usher, from a fresh clone to the printed addresses.
import process from "node:process";
import { ensureInstalled, ensureWebBuilt, runAndEndAs } from "./installation.mjs";

ensureInstalled();
ensureWebBuilt();
runAndEndAs("scripts/demo.ts", process.argv.slice(2));

import { readFileSync } from "node:fs";
import process from "node:process";
import { applySetUp } from "../app/setup/apply-set-up.ts";
import type { SetUpReport } from "../app/setup/ports.ts";
import type { Application } from "./open-application.ts";

/** Applies a set-up file; throws with everything that is wrong in it, and then has changed nothing. */
export async function applySetUpFile(
  { stores, identity, catalogue, log }: Application,
  path: string,
): Promise<SetUpReport> {
  const applied = await applySetUp(
    { writer: stores.setUp, vault: identity.vault, environment: process.env },
    readFileSync(path, "utf8"),
  );
  if (!applied.ok) throw new Error(`${path}: ${applied.refusal.message}`);
  catalogue.forget();
  log.info({ file: path, made: applied.value }, "the set-up file was applied");
  return applied.value;
}

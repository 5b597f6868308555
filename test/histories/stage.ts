import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Vault } from "../../src/app/people/vault.ts";
import { KeyFileVault } from "../../src/identity/vault/key-file-vault.ts";
import { type HistoriesDatabase, openHistoriesDatabase } from "./histories-database.ts";
import { type Network, takeOverNetwork } from "./network.ts";
import type { Sabotage } from "./usher-process.ts";
import { openWebhook, type Webhook } from "./webhook.ts";

/** What histories run on, one after another, in this process. */
export interface Stage {
  readonly database: HistoriesDatabase;
  readonly network: Network;
  readonly webhook: Webhook;
  readonly vault: Vault;
  readonly sabotage: Sabotage;
  close(): Promise<void>;
}

export async function openStage(
  kind: "embedded" | "server",
  sabotage: Sabotage = {},
): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "usher-histories-"));
  const database = await openHistoriesDatabase(kind);
  const network = takeOverNetwork();
  const webhook = openWebhook();
  return {
    database,
    network,
    webhook,
    sabotage,
    vault: new KeyFileVault(join(folder, "vault-keys.json")),
    async close() {
      network.close();
      await webhook.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

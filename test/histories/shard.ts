/** A process of its own that runs the histories it is told to, one after another. */
import process from "node:process";
import { runHistory } from "./run-history.ts";
import { openStage } from "./stage.ts";

/** Asks for one history; "end" says that there are no more. */
export type ShardRequest = { readonly seed: number; readonly steps: readonly number[] } | "end";

export type ShardAnswer =
  | { readonly kind: "ready" }
  | {
      readonly kind: "result";
      readonly seed: number;
      readonly failures: readonly string[];
      readonly counts: readonly (readonly [string, number])[];
    };

const stage = await openStage(process.argv[2] === "embedded" ? "embedded" : "server");

function tell(answer: ShardAnswer): void {
  process.send?.(answer);
}

async function carryOut(request: ShardRequest): Promise<void> {
  if (request === "end") {
    await stage.close();
    process.disconnect();
    return;
  }
  const { seed, failures, counts } = await runHistory(stage, request.seed, request.steps);
  tell({ kind: "result", seed, failures, counts: [...counts] });
}

process.on("message", (request: ShardRequest) => void carryOut(request));
tell({ kind: "ready" });

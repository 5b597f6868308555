import type { Writable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { done, type Outcome, refused } from "../app/outcome.ts";
import type { ReconciliationRecord, ReconciliationScope } from "../app/sync/reconcile/ports.ts";
import {
  getReconciliation,
  startReconciliation,
} from "../app/sync/reconcile/start-reconciliation.ts";
import type { Application } from "../wiring/open-application.ts";
import { startReconciler } from "../wiring/start-reconciler.ts";
import { startReadingRooms } from "../wiring/start-room-readers.ts";
import { startSync } from "../wiring/start-sync.ts";
import { showProgress, summaryOf } from "./reconcile-progress.ts";
import { withApplication } from "./with-application.ts";

const USAGE =
  "Usage: usher reconcile (--room <address> | --provider <name> | --all) [--repair | --report]\n";
const EXIT_DONE = 0;
const EXIT_LEFT = 1;
const EXIT_USAGE = 2;
const LOOK_EVERY_MS = 500;

interface Asked {
  readonly room?: string;
  readonly provider?: string;
  readonly all: boolean;
  readonly repairs: boolean;
}

/**
 * `usher reconcile`: compares rooms' calendars whole with the reservations, mends what differs or
 * only tells it, and shows how far it is. It works itself and with every server on the same
 * PostgreSQL; where it is cut off, they go on. The embedded database has to be free. Exit codes: 0
 * nothing is left to mend, 1 something is or a room could not be read, 2 the command was not
 * understood.
 */
export async function reconcile(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  output: Writable & { readonly isTTY?: boolean },
  errors: Writable,
): Promise<number> {
  const asked = readArguments(args);
  if (asked === null) {
    errors.write(USAGE);
    return EXIT_USAGE;
  }
  return withApplication(environment, errors, (application) =>
    run(application, asked, output, errors),
  );
}

function readArguments(args: readonly string[]): Asked | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        room: { type: "string" },
        provider: { type: "string" },
        all: { type: "boolean", default: false },
        repair: { type: "boolean", default: false },
        report: { type: "boolean", default: false },
      },
    });
    const { room, provider, all, repair, report } = values;
    const scopes = [room !== undefined, provider !== undefined, all].filter(Boolean).length;
    if (scopes !== 1 || (repair && report)) return null;
    return {
      all,
      repairs: !report,
      ...(room !== undefined && { room }),
      ...(provider !== undefined && { provider }),
    };
  } catch (error) {
    // A TypeError is how parseArgs says that it does not understand.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

async function run(
  application: Application,
  asked: Asked,
  output: Writable & { readonly isTTY?: boolean },
  errors: Writable,
): Promise<number> {
  const { stores, reservations, counters } = application;
  const deps = {
    reconciliations: stores.reconciliations,
    newId: reservations.newId,
    announceChange: application.announceChange,
    wakeReconciler: () => application.signals.wakeReconciler(),
  };
  const scope = await scopeOf(application, asked);
  const started = scope.ok
    ? await startReconciliation(
        deps,
        { kind: "system", channel: "system" },
        { scope: scope.value, repairs: asked.repairs, cause: "command_line" },
      )
    : scope;
  if (!started.ok) {
    errors.write(`${started.refusal.message} ${started.refusal.remedy ?? ""}\n`);
    return EXIT_LEFT;
  }
  const lanes = startSync(application);
  const readers = startReadingRooms(application, { onlyReads: true });
  const reconciler = startReconciler(application);
  try {
    const over = await follow(deps, started.value, output);
    output.write(summaryOf(over));
    return isAllWell(over) ? EXIT_DONE : EXIT_LEFT;
  } finally {
    await readers.stop();
    await reconciler.stop();
    await lanes.stop();
    await counters.flush();
  }
}

async function scopeOf(
  { stores }: Application,
  { room, provider }: Asked,
): Promise<Outcome<ReconciliationScope>> {
  if (room !== undefined) {
    const all = await stores.configurations.list();
    const found = all.find(({ roomMailbox }) => roomMailbox.toLowerCase() === room.toLowerCase());
    return found === undefined
      ? refused(
          "sync_configuration_not_found",
          `No space is configured with the room mailbox ${room}.`,
          "Look its address up in the sync configurations.",
        )
      : done({ kind: "room", configurationId: found.id });
  }
  if (provider !== undefined) {
    const found = (await stores.providers.list()).find(({ name }) => name === provider);
    return found === undefined
      ? refused(
          "provider_not_found",
          `There is no calendar provider "${provider}".`,
          "Give its name as the calendar providers have it.",
        )
      : done({ kind: "provider", providerId: found.id });
  }
  return done({ kind: "all" });
}

async function follow(
  deps: Parameters<typeof getReconciliation>[0],
  started: ReconciliationRecord,
  output: Writable & { readonly isTTY?: boolean },
): Promise<ReconciliationRecord> {
  const progress = showProgress(output, output.isTTY === true);
  for (;;) {
    const now = await getReconciliation(deps, started.id);
    if (!now.ok) throw new Error(now.refusal.message);
    progress.show(now.value);
    if (now.value.state !== "running") {
      progress.end();
      return now.value;
    }
    await pause(LOOK_EVERY_MS);
  }
}

function isAllWell({ state, roomsFailed, found, repaired }: ReconciliationRecord): boolean {
  const isMended = Object.entries(found).every(([kind, count]) => {
    const mended = Object.entries(repaired).find(([name]) => name === kind)?.[1] ?? 0;
    return mended >= count;
  });
  return state === "done" && roomsFailed === 0 && isMended;
}

import { randomUUID } from "node:crypto";
import type { Writable } from "node:stream";
import { parseArgs } from "node:util";
import type { Outcome } from "../app/outcome.ts";
import { importRooms, type RoomImportChoice } from "../app/places/import-rooms.ts";
import { previewRoomImport, type RoomImportPreview } from "../app/places/preview-room-import.ts";
import type { RoomImportDependencies } from "../app/places/room-import.ts";
import type { ImportedRooms, RoomsInExchange } from "../contract/room-import.ts";
import { IMPORTED_FIELDS, type ImportedField } from "../core/places/room-import-plan.ts";
import { presentImported, presentPreview } from "../http/places/present-room-import.ts";
import { tellRefusal, withApplication } from "./with-application.ts";

const USAGE =
  "Usage: usher import-rooms --provider <name> [--apply] [--take <field,field>] " +
  "[--time-zone <[building=]zone>]… [--building <name>] [--capacity <number>] [--json]\n" +
  `Fields: ${IMPORTED_FIELDS.join(", ")}.\n`;

interface ImportArguments {
  readonly provider: string;
  readonly json: boolean;
  readonly apply: boolean;
  readonly take: readonly ImportedField[];
  /** By building; under "" for every other. */
  readonly timeZones: ReadonlyMap<string, string>;
  /** Of rooms of which Exchange does not say it. */
  readonly building: string | undefined;
  readonly capacity: number | undefined;
}

/**
 * `usher import-rooms`: shows the rooms in Exchange beside the spaces here; with `--apply` adds the
 * new ones and takes over what `--take` names. A server on PostgreSQL may go on running; the
 * embedded database has to be free. Exit codes: 0 done, 1 something was refused, 2 the command was
 * not understood.
 */
export async function importRoomsFromExchange(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  output: Writable,
  errors: Writable,
): Promise<number> {
  const wanted = argumentsOf(args);
  if (wanted === null) {
    errors.write(USAGE);
    return 2;
  }
  return withApplication(environment, errors, async ({ roomImport }) => {
    const told = await showOrImport(roomImport, wanted);
    if (!told.ok) return tellRefusal(errors, told.refusal);
    output.write(told.value.text);
    return told.value.isWhole ? 0 : 1;
  });
}

async function showOrImport(
  deps: RoomImportDependencies,
  wanted: ImportArguments,
): Promise<Outcome<{ readonly text: string; readonly isWhole: boolean }>> {
  const requestId = randomUUID();
  const providers = await deps.providers.list();
  const providerId = providers.find(({ name }) => name === wanted.provider)?.id ?? "";
  if (providerId === "") {
    const names = providers.map(({ name }) => `"${name}"`).join(", ");
    throw new Error(`There is no calendar provider "${wanted.provider}". There are: ${names}.`);
  }
  const preview = await previewRoomImport(deps, providerId, requestId);
  if (!preview.ok) return preview;
  if (!wanted.apply) {
    const shown = presentPreview(preview.value);
    const text = wanted.json ? asJson(shown) : previewText(shown);
    return { ok: true, value: { text, isWhole: true } };
  }
  const choice = choose(preview.value, providerId, wanted);
  const imported = await importRooms(
    deps,
    { kind: "system", channel: "system" },
    choice,
    requestId,
  );
  if (!imported.ok) return imported;
  const shown = presentImported(imported.value);
  const text = wanted.json ? asJson(shown) : importedText(shown);
  return { ok: true, value: { text, isWhole: shown.items.every((room) => room.problem === null) } };
}

/** All new rooms, and of the known ones the fields that were named. */
function choose(
  { rooms, buildings }: RoomImportPreview,
  providerId: string,
  { take, timeZones, building, capacity }: ImportArguments,
): RoomImportChoice {
  const names = new Set([...buildings.map(({ name }) => name), ...(building ? [building] : [])]);
  const told = new Map(buildings.map(({ name, timeZone }) => [name, timeZone]));
  return {
    providerId,
    buildings: [...names].flatMap((name) => {
      const timeZone = timeZones.get(name) ?? timeZones.get("") ?? told.get(name) ?? null;
      return timeZone === null ? [] : [{ name, timeZone }];
    }),
    add: rooms
      .filter(({ space }) => space === null)
      .map(({ room }) => ({ address: room.address, building, capacity })),
    change: rooms
      .filter(({ differences }) => differences.some(({ field }) => take.includes(field)))
      .map(({ room }) => ({ address: room.address, fields: take })),
  };
}

function previewText({ items, buildings }: RoomsInExchange): string {
  const lines = items.map((room) => {
    const place = [room.building, room.floor].filter(Boolean).join(", ");
    const what = `${room.name} <${room.address}>${place && `, ${place}`}`;
    if (room.space === null) return `new        ${what}`;
    const differs = room.differences.map(
      ({ field, here, there }) => `${field}: "${here}" here, "${there}" in Exchange`,
    );
    return differs.length === 0
      ? `same       ${what}`
      : `different  ${what}; ${differs.join("; ")}`;
  });
  const made = buildings
    .filter(({ is_known: isKnown }) => !isKnown)
    .map(
      ({ name, time_zone: zone }) => `building   ${name} is new; time zone: ${zone ?? "not known"}`,
    );
  return `${[...lines, ...made].join("\n")}\n`;
}

function importedText({ items }: ImportedRooms): string {
  const lines = items.map(({ address, outcome, problem }) => {
    const why = problem === null ? "" : `: ${problem.detail} ${problem.remedy ?? ""}`;
    return `${outcome.padEnd(10)} ${address}${why}`;
  });
  return lines.length === 0 ? "There is nothing to import.\n" : `${lines.join("\n")}\n`;
}

function asJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function argumentsOf(args: readonly string[]): ImportArguments | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        provider: { type: "string" },
        json: { type: "boolean" },
        apply: { type: "boolean" },
        take: { type: "string" },
        "time-zone": { type: "string", multiple: true },
        building: { type: "string" },
        capacity: { type: "string" },
      },
    });
    const named = values.take?.split(",").map((name) => name.trim()) ?? [];
    const take = IMPORTED_FIELDS.filter((field) => named.includes(field));
    const capacity = values.capacity === undefined ? undefined : Number(values.capacity);
    const isUsable = capacity === undefined || (Number.isInteger(capacity) && capacity > 0);
    if (values.provider === undefined || take.length !== named.length || !isUsable) return null;
    return {
      provider: values.provider,
      json: values.json ?? false,
      apply: values.apply ?? false,
      take,
      timeZones: new Map((values["time-zone"] ?? []).map(zoneArgument)),
      building: values.building,
      capacity,
    };
  } catch (error) {
    // A TypeError is how parseArgs says that it does not understand.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function zoneArgument(text: string): [string, string] {
  const at = text.lastIndexOf("=");
  return at < 0 ? ["", text] : [text.slice(0, at), text.slice(at + 1)];
}

import type { IntegrationMode } from "../../core/integration-rules/question.ts";
import { INTEGRATION_MODES } from "../../core/integration-rules/question.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { PropertyStore, StoredProperty } from "./ports.ts";
import {
  BLOCKER_USER,
  EVENT_RETRY_COUNT,
  INTEGRATION_MODE,
  NO_SHOW_AFTER,
  PAST_SYNC_PERIOD,
  PROPERTY_DEFINITIONS,
  type PropertyDefinition,
  propertyDefinition,
  ROOM_ANSWER_TIME_LIMIT,
  ROOM_READ_INTERVAL,
} from "./property-definitions.ts";

/** How long a change made by another process may go unnoticed. */
const READ_EVERY_MS = 2_000;

export interface PropertyState extends PropertyDefinition {
  readonly value: string;
  /** Null while it has its default. */
  readonly updatedAt: Date | null;
  readonly updatedBy: string | null;
}

/** The properties with their types; reads are from memory, at most two seconds old. */
export interface Properties {
  integrationMode(): Promise<IntegrationMode>;
  /** An address in lower case; null where none is set. */
  blockerUser(): Promise<string | null>;
  /** After so many minutes what nobody has checked in to is released, where its module says so. */
  noShowAfterMinutes(): Promise<number>;
  eventRetryCountMax(): Promise<number>;
  roomAnswerTimeLimitSeconds(): Promise<number>;
  /** Between looks at a quiet room of which nobody tells us. */
  roomReadIntervalMinutes(): Promise<number>;
  /** How far back a room's calendar is read when it is read whole. */
  pastSyncPeriodDays(): Promise<number>;
  /** All of them, read anew. */
  list(): Promise<readonly PropertyState[]>;
  /** Changes one, with an audit entry. Refuses `property_not_found` and `invalid_property_value`. */
  set(actor: Actor, name: string, value: string): Promise<Outcome<PropertyState>>;
}

export function createProperties(options: {
  readonly store: PropertyStore;
  /** Milliseconds that only grow, such as `performance.now`. */
  readonly nowMs: () => number;
}): Properties {
  const { store, nowMs } = options;
  let stored: Promise<ReadonlyMap<string, StoredProperty>> | undefined;
  let readAtMs = -Infinity;

  function read(): Promise<ReadonlyMap<string, StoredProperty>> {
    readAtMs = nowMs();
    const reading = store
      .all()
      .then((rows) => new Map(rows.map((property) => [property.name, property])));
    stored = reading;
    // A failure is told to whoever asked, and the next one asks again.
    reading.catch(() => {
      if (stored === reading) stored = undefined;
    });
    return reading;
  }

  async function valueOf(name: string): Promise<string> {
    const isFresh = stored !== undefined && nowMs() - readAtMs < READ_EVERY_MS;
    const known = await (isFresh && stored ? stored : read());
    return stateOf(definitionOf(name), known.get(name)).value;
  }

  return {
    async integrationMode() {
      const value = await valueOf(INTEGRATION_MODE);
      return INTEGRATION_MODES.find((mode) => mode === value) ?? "normal";
    },
    async blockerUser() {
      return (await valueOf(BLOCKER_USER)).toLowerCase() || null;
    },
    noShowAfterMinutes: async () => Number(await valueOf(NO_SHOW_AFTER)),
    eventRetryCountMax: async () => Number(await valueOf(EVENT_RETRY_COUNT)),
    roomAnswerTimeLimitSeconds: async () => Number(await valueOf(ROOM_ANSWER_TIME_LIMIT)),
    roomReadIntervalMinutes: async () => Number(await valueOf(ROOM_READ_INTERVAL)),
    pastSyncPeriodDays: async () => Number(await valueOf(PAST_SYNC_PERIOD)),
    async list() {
      const known = await read();
      return PROPERTY_DEFINITIONS.map((definition) =>
        stateOf(definition, known.get(definition.name)),
      );
    },
    async set(actor, name, text) {
      const definition = propertyDefinition(name);
      if (!definition) {
        return refused("property_not_found", `There is no property ${name}.`);
      }
      const value = text.trim();
      if (!definition.accepts(value)) {
        return refused(
          "invalid_property_value",
          `The value of ${name} cannot be that.`,
          `Give ${definition.expected}.`,
          { fields: [{ field: "value", message: `Expected: ${definition.expected}.` }] },
        );
      }
      const before = stateOf(definition, (await read()).get(name)).value;
      await store.set(name, value, {
        actor,
        action: "property_changed",
        subjectKind: "property",
        subjectId: name,
        details: { from: before, to: value },
      });
      return done(stateOf(definition, (await read()).get(name)));
    },
  };
}

function definitionOf(name: string): PropertyDefinition {
  const definition = propertyDefinition(name);
  if (!definition) throw new Error(`The property ${name} is not defined.`);
  return definition;
}

/** A stored value that is not acceptable (any more) counts as not set. */
function stateOf(
  definition: PropertyDefinition,
  stored: StoredProperty | undefined,
): PropertyState {
  const valid = stored !== undefined && definition.accepts(stored.value);
  return {
    ...definition,
    value: valid ? stored.value : definition.defaultValue,
    updatedAt: stored?.updatedAt ?? null,
    updatedBy: stored?.updatedBy ?? null,
  };
}

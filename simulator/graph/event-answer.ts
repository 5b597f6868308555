import { findOccurrence, seriesViews, type EventView } from "../mailbox/event-view.ts";
import { encodeItemId } from "../mailbox/item-id.ts";
import { refuse, succeed, type Outcome } from "../mailbox/outcome.ts";
import { etagOf, eventJson, type EventJson, type EventJsonOptions } from "./event-json.ts";
import type { RouteAnswer, RouteCall } from "./graph-request.ts";
import { applySelect, readQueryOptions, type QueryOptions } from "./query-options.ts";

/** One event as an answer, with `$select` and `$expand` applied. */
export function eventEntity(
  call: RouteCall,
  view: EventView,
  status: 200 | 201,
): Outcome<RouteAnswer> {
  const options = readQueryOptions(call.query, "event", 1);
  if (!options.ok) return options;
  const json = eventBody(call, view, options.value);
  const context = `${call.baseUrl}/v1.0/$metadata#${eventContext(call, "events")}/$entity`;
  return succeed({
    status,
    body: { "@odata.context": context, ...json },
    headers: { etag: etagOf(view) },
  });
}

/** One event inside an answer. */
export function eventBody(call: RouteCall, view: EventView, options: QueryOptions): EventJson {
  const jsonOptions = eventJsonOptions(call);
  const json = eventJson(view, jsonOptions);
  const cancelled = options.select?.includes("cancelledOccurrences")
    ? { cancelledOccurrences: cancelledOccurrences(view, jsonOptions) }
    : {};
  const selected = applySelect({ ...json, ...cancelled }, options.select);
  return { ...selected, ...expanded(view, options, jsonOptions) };
}

/** How this call wants its events written. */
export function eventJsonOptions(call: RouteCall): EventJsonOptions {
  return {
    preferences: call.preferences,
    baseUrl: call.baseUrl,
    ownerAddress: call.owner?.mail ?? "",
    seesPrivate: call.access.seesPrivate,
    occurrencesHaveOwnICalUId: call.world.settings.occurrencesHaveOwnICalUId,
    originalZoneIsCustom: call.world.settings.originalZoneIsCustom,
  };
}

export function eventContext(call: RouteCall, collection: string): string {
  return `users('${call.owner?.id ?? ""}')/${collection}`;
}

/** Applies `$orderby`; a property that cannot be sorted by is refused. */
export function sortViews(views: EventView[], options: QueryOptions): Outcome<EventView[]> {
  if (!options.orderBy) return succeed(views);
  const key = SORT_KEYS[options.orderBy.path.toLowerCase()];
  if (!key) {
    return refuse(
      400,
      "ErrorInvalidUrlQuery",
      `Events cannot be ordered by '${options.orderBy.path}'.`,
    );
  }
  const direction = options.orderBy.descending ? -1 : 1;
  return succeed(
    views.toSorted((left, right) => {
      const [first, second] = [key(left), key(right)];
      return first === second ? 0 : first < second ? -direction : direction;
    }),
  );
}

const SORT_KEYS: Readonly<Record<string, (view: EventView) => number | string>> = {
  "start/datetime": (view) => view.startMs,
  "end/datetime": (view) => view.endMs,
  createddatetime: (view) => view.item.createdMs,
  lastmodifieddatetime: (view) => (view.master ?? view.item).modifiedMs,
  subject: (view) => view.item.subject,
};

/** `OID.{seriesMasterId}.{day}`, only on a master and only when selected (facts 1.1). */
function cancelledOccurrences(view: EventView, options: EventJsonOptions): string[] {
  const id = encodeItemId(view.item.key, options.preferences.idFormat);
  return (view.item.series?.cancelledDates ?? []).map((date) => `OID.${id}.${date}`);
}

function expanded(
  view: EventView,
  options: QueryOptions,
  jsonOptions: EventJsonOptions,
): EventJson {
  const members: EventJson = {};
  for (const { name, idFilter } of options.expand) {
    if (name === "singleValueExtendedProperties" && idFilter !== null) {
      const value = view.item.extendedProperties[idFilter];
      // Graph leaves the member out where the item does not have the property.
      if (value !== undefined) members[name] = [{ id: idFilter, value }];
    }
    if (name === "exceptionOccurrences") {
      members[name] = exceptionViews(view).map((exception) => eventJson(exception, jsonOptions));
    }
    if (name === "instances") {
      members[name] = nearInstances(view).map((instance) => eventJson(instance, jsonOptions));
    }
  }
  return members;
}

function exceptionViews(view: EventView): EventView[] {
  const dates = Object.keys(view.item.series?.exceptions ?? {}).sort();
  return dates.flatMap((date) => findOccurrence(view.item, date) ?? []);
}

const YEAR_MS = 366 * 86_400_000;

function nearInstances(view: EventView): EventView[] {
  return seriesViews(view.item, view.startMs, view.startMs + YEAR_MS);
}

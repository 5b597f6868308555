import type { DirectoryUser } from "../directory/directory.ts";
import { decodeItemId, encodeItemId } from "../mailbox/item-id.ts";
import { refuse, succeed, type Outcome } from "../mailbox/outcome.ts";
import { listIanaZones, listWindowsZones } from "../mailbox/time-zones.ts";
import type { Route, RouteAnswer, RouteCall } from "./graph-request.ts";
import { applySelect, collectionBody, cutPage, readQueryOptions } from "./query-options.ts";
import { workingHoursJson } from "./working-hours.ts";

/** People and rooms as directory users, their mailbox settings and the zones they may use. */
export const USER_ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: "users",
    scope: "tenant",
    permission: "readUsers",
    requestType: null,
    responseType: "user[]",
    handle: listUsers,
  },
  {
    method: "GET",
    path: "",
    scope: "user",
    permission: "readSelfOrUsers",
    requestType: null,
    responseType: "user",
    handle: readUser,
  },
  {
    method: "GET",
    path: "mailboxSettings",
    scope: "user",
    permission: "mailboxSettings",
    requestType: null,
    responseType: "mailboxSettings",
    handle: readMailboxSettings,
  },
  {
    method: "GET",
    path: "outlook/supportedTimeZones",
    scope: "user",
    permission: "readSelfOrUsers",
    requestType: null,
    responseType: "timeZoneInformation[]",
    handle: (call) => supportedTimeZones(call, listWindowsZones()),
  },
  {
    method: "GET",
    path:
      "outlook/supportedTimeZones(" +
      "TimeZoneStandard=microsoft.graph.timeZoneStandard'{standard}')",
    scope: "user",
    permission: "readSelfOrUsers",
    requestType: null,
    responseType: "timeZoneInformation[]",
    handle: supportedTimeZonesIn,
  },
  {
    method: "POST",
    path: "translateExchangeIds",
    scope: "user",
    permission: "readSelfOrUsers",
    requestType: "translateRequest",
    responseType: "convertIdResult[]",
    handle: translateExchangeIds,
  },
];

/** What Graph gives of a user unless `$select` asks otherwise. */
const DEFAULT_PROPERTIES = [
  "businessPhones",
  "displayName",
  "givenName",
  "jobTitle",
  "mail",
  "mobilePhone",
  "officeLocation",
  "preferredLanguage",
  "surname",
  "userPrincipalName",
  "id",
];
const USERS_PAGE_SIZE = 100;
const TRANSLATED_IDS_MAX = 1000;

function listUsers(call: RouteCall): Outcome<RouteAnswer> {
  const options = readQueryOptions(call.query, "user", USERS_PAGE_SIZE);
  if (!options.ok) return options;
  const passes = readUserFilter(options.value.filter);
  if (!passes) {
    return refuse(400, "Request_UnsupportedQuery", "The filter on users is not supported.");
  }
  const found = [...call.world.directory.users.values()].filter(passes);
  found.sort((left, right) => (left.displayName < right.displayName ? -1 : 1));
  const page = cutPage(found, options.value);
  const select = options.value.select ?? DEFAULT_PROPERTIES;
  const value = page.items.map((user) => applySelect(userJson(user), select));
  const paging = { ...page, total: found.length, count: options.value.count };
  return succeed({ status: 200, body: collectionBody(call, "users", value, paging) });
}

const EQUALS = /^(mail|userPrincipalName|id|displayName)\s+eq\s+'((?:[^']|'')*)'$/i;
const STARTS = /^startswith\(\s*(displayName|mail|userPrincipalName)\s*,\s*'((?:[^']|'')*)'\s*\)$/i;

function readUserFilter(filter: string | null): ((user: DirectoryUser) => boolean) | undefined {
  if (filter === null) return () => true;
  const match = EQUALS.exec(filter.trim()) ?? STARTS.exec(filter.trim());
  if (!match) return undefined;
  const wanted = (match[2] ?? "").replaceAll("''", "'").toLowerCase();
  const property = match[1]?.toLowerCase();
  const isPrefix = STARTS.test(filter.trim());
  return (user) => {
    const entry = Object.entries(userJson(user)).find(([name]) => name.toLowerCase() === property);
    const value = typeof entry?.[1] === "string" ? entry[1].toLowerCase() : "";
    return isPrefix ? value.startsWith(wanted) : value === wanted;
  };
}

function readUser(call: RouteCall): Outcome<RouteAnswer> {
  const options = readQueryOptions(call.query, "user", 1);
  if (!options.ok) return options;
  if (!call.owner) return succeed({ status: 404 });
  const json = applySelect(userJson(call.owner), options.value.select ?? DEFAULT_PROPERTIES);
  const context = `${call.baseUrl}/v1.0/$metadata#users/$entity`;
  return succeed({ status: 200, body: { "@odata.context": context, ...json } });
}

function userJson(user: DirectoryUser): Record<string, unknown> {
  return {
    businessPhones: [],
    displayName: user.displayName,
    givenName: user.givenName,
    jobTitle: user.jobTitle,
    mail: user.mailboxEnabled === false ? null : user.mail,
    mobilePhone: null,
    officeLocation: user.room?.building ?? null,
    preferredLanguage: null,
    surname: user.surname,
    userPrincipalName: user.userPrincipalName,
    id: user.id,
    accountEnabled: user.accountEnabled,
    userType: "Member",
  };
}

function readMailboxSettings(call: RouteCall): Outcome<RouteAnswer> {
  const { owner } = call;
  if (!owner) return succeed({ status: 404 });
  const options = readQueryOptions(call.query, "mailboxSettings", 1);
  if (!options.ok) return options;
  const json = {
    automaticRepliesSetting: { status: "disabled", externalAudience: "none" },
    dateFormat: "yyyy-MM-dd",
    delegateMeetingMessageDeliveryOptions: "sendToDelegateOnly",
    language: { locale: "en-US", displayName: "English (United States)" },
    timeFormat: "HH:mm",
    timeZone: owner.timeZone,
    userPurpose: owner.kind === "room" ? "room" : "user",
    workingHours: workingHoursJson(owner),
  };
  const context = `${call.baseUrl}/v1.0/$metadata#users('${owner.id}')/mailboxSettings`;
  const selected = applySelect(json, options.value.select);
  return succeed({ status: 200, body: { "@odata.context": context, ...selected } });
}

function supportedTimeZonesIn(call: RouteCall): Outcome<RouteAnswer> {
  const standard = call.parameters["standard"]?.toLowerCase();
  if (standard === "iana") return supportedTimeZones(call, listIanaZones());
  if (standard === "windows") return supportedTimeZones(call, listWindowsZones());
  return refuse(400, "BadRequest", "The TimeZoneStandard must be Windows or Iana.");
}

function supportedTimeZones(call: RouteCall, names: string[]): Outcome<RouteAnswer> {
  const value = names.map((alias) => ({ alias, displayName: alias }));
  const context = "Collection(microsoft.graph.timeZoneInformation)";
  const paging = { nextSkip: null, total: value.length, count: false };
  return succeed({ status: 200, body: collectionBody(call, context, value, paging) });
}

/** Facts 1.10. Ids that are not Exchange's come back with an error of their own. */
function translateExchangeIds(call: RouteCall): Outcome<RouteAnswer> {
  const request = call.body as { inputIds: string[]; targetIdType: string };
  if (request.inputIds.length > TRANSLATED_IDS_MAX) {
    return refuse(
      400,
      "ErrorInvalidParameter",
      `At most ${TRANSLATED_IDS_MAX} ids can be translated at once.`,
    );
  }
  const format = request.targetIdType === "restImmutableEntryId" ? "immutable" : "regular";
  const value = request.inputIds.map((sourceId) => {
    const decoded = decodeItemId(sourceId);
    return decoded
      ? { sourceId, targetId: encodeItemId(decoded.key, format, decoded.occurrenceDate) }
      : {
          sourceId,
          errorDetails: { code: "ErrorInvalidIdMalformed", message: "Id is malformed." },
        };
  });
  const context = "Collection(microsoft.graph.convertIdResult)";
  const paging = { nextSkip: null, total: value.length, count: false };
  return succeed({ status: 200, body: collectionBody(call, context, value, paging) });
}

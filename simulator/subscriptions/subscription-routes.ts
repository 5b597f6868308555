import type { Route, RouteAnswer, RouteCall } from "../graph/graph-request.ts";
import { refuse, succeed, type Outcome } from "../mailbox/outcome.ts";
import { formatInstant } from "../mailbox/wall-time.ts";
import type { ChangeKind, Subscription } from "./subscription.ts";
import {
  checkInput,
  checkReader,
  checkUrl,
  readExpiry,
  readResource,
  type SubscriptionInput,
} from "./subscription-input.ts";
import { newSubscriptionId } from "./subscription-id.ts";
import { validateEndpoint } from "./validate-endpoint.ts";

/** Subscriptions to change notifications (facts 3.1, 3.2, 3.6). */
export const SUBSCRIPTION_ROUTES: readonly Route[] = [
  route("POST", "subscriptions", "subscription", "subscription", create),
  route("GET", "subscriptions", null, "subscription[]", list),
  route("GET", "subscriptions/{id}", null, "subscription", read),
  route("PATCH", "subscriptions/{id}", "subscription", "subscription", renew),
  route("DELETE", "subscriptions/{id}", null, null, remove),
  route("POST", "subscriptions/{id}/reauthorize", null, null, reauthorize),
];

function route(
  method: Route["method"],
  path: string,
  requestType: string | null,
  responseType: string | null,
  handle: Route["handle"],
): Route {
  const permission = "subscriptions";
  return { method, path, scope: "tenant", permission, requestType, responseType, handle };
}

async function create(call: RouteCall): Promise<Outcome<RouteAnswer>> {
  const input = call.body as SubscriptionInput;
  const kinds = checkInput(call, input);
  if (!kinds.ok) return kinds;
  const owner = readResource(call, input.resource ?? "");
  if (!owner.ok) return owner;
  const expiresAtMs = readExpiry(call, input.expirationDateTime ?? "");
  if (!expiresAtMs.ok) return expiresAtMs;
  const vacancy = checkVacancy(call, owner.value.id, kinds.value);
  if (!vacancy.ok) return vacancy;
  const urls = [input.notificationUrl, input.lifecycleNotificationUrl];
  const validated = await validateUrls(call, urls);
  if (!validated.ok) return validated;
  // Others may have come while the endpoints were asked.
  const stillVacant = checkVacancy(call, owner.value.id, kinds.value);
  if (!stillVacant.ok) return stillVacant;
  const subscription: Subscription = {
    id: newSubscriptionId(call.world),
    applicationId: call.caller.clientId,
    creatorId: call.token.objectId,
    userId: call.caller.userId,
    ownerId: owner.value.id,
    resource: input.resource ?? "",
    changeType: input.changeType ?? "",
    changeKinds: kinds.value,
    notificationUrl: input.notificationUrl ?? "",
    lifecycleNotificationUrl: input.lifecycleNotificationUrl ?? null,
    clientState: input.clientState ?? null,
    latestSupportedTlsVersion: input.latestSupportedTlsVersion ?? "v1_2",
    idFormat: call.preferences.idFormat,
    expiresAtMs: expiresAtMs.value,
    ...authorization(call),
  };
  call.world.subscriptions.put(subscription);
  return answer(call, subscription, 201);
}

function list(call: RouteCall): Outcome<RouteAnswer> {
  const value = [...call.world.subscriptions.all()]
    .filter((subscription) => isVisible(call, subscription))
    .map(subscriptionJson);
  const context = `${call.baseUrl}/v1.0/$metadata#subscriptions`;
  return succeed({ status: 200, body: { "@odata.context": context, value } });
}

function read(call: RouteCall): Outcome<RouteAnswer> {
  const found = find(call);
  return found.ok ? answer(call, found.value, 200) : found;
}

/** A new end, and perhaps another URL; the lifecycle URL stays what it was (facts 3.1). */
async function renew(call: RouteCall): Promise<Outcome<RouteAnswer>> {
  const found = findAllowed(call);
  if (!found.ok) return found;
  const input = call.body as SubscriptionInput;
  const fixed = Object.keys(input).filter((name) => !RENEWABLE.has(name));
  if (fixed.length > 0) {
    return refuse(400, "InvalidRequest", `These cannot be changed: ${fixed.join(", ")}.`);
  }
  const { expirationDateTime, notificationUrl } = input;
  const expiresAtMs =
    expirationDateTime === undefined
      ? succeed(found.value.expiresAtMs)
      : readExpiry(call, expirationDateTime);
  if (!expiresAtMs.ok) return expiresAtMs;
  if (notificationUrl !== undefined) {
    const checked = checkUrl(call, "notificationUrl", notificationUrl);
    if (!checked.ok) return checked;
    const validated = await validateUrls(call, [notificationUrl]);
    if (!validated.ok) return validated;
  }
  // It may have ended while the endpoint was asked.
  const current = find(call);
  if (!current.ok) return current;
  const renewed: Subscription = {
    ...current.value,
    notificationUrl: notificationUrl ?? current.value.notificationUrl,
    expiresAtMs: expiresAtMs.value,
    ...authorization(call),
  };
  call.world.subscriptions.put(renewed);
  return answer(call, renewed, 200);
}

const RENEWABLE: ReadonlySet<string> = new Set(["expirationDateTime", "notificationUrl"]);

function remove(call: RouteCall): Outcome<RouteAnswer> {
  const found = find(call);
  if (!found.ok) return found;
  call.world.subscriptions.remove(found.value.id);
  return succeed({ status: 204 });
}

function reauthorize(call: RouteCall): Outcome<RouteAnswer> {
  const found = findAllowed(call);
  if (!found.ok) return found;
  call.world.subscriptions.put({ ...found.value, ...authorization(call) });
  return succeed({ status: 200 });
}

/** What a call lends to the subscription: its token's life (facts 3.4). */
function authorization(call: RouteCall): Pick<Subscription, "authorizedAtMs" | "tokenExpiresAtMs"> {
  return { authorizedAtMs: call.world.clock.now(), tokenExpiresAtMs: call.token.expiresAtMs };
}

/** An application sees its own; a signed-in person those made with the own token. */
function isVisible({ caller }: RouteCall, subscription: Subscription): boolean {
  const isOfApplication = subscription.applicationId === caller.clientId;
  return isOfApplication && (caller.userId === null || caller.userId === subscription.userId);
}

function find(call: RouteCall): Outcome<Subscription> {
  const subscription = call.world.subscriptions.get(call.parameters["id"] ?? "");
  if (subscription && isVisible(call, subscription)) return succeed(subscription);
  return refuse(404, "ResourceNotFound", "The subscription was not found.");
}

/** The subscription, if the caller may still read what it watches. */
function findAllowed(call: RouteCall): Outcome<Subscription> {
  const found = find(call);
  if (!found.ok) return found;
  const owner = call.world.directory.users.get(found.value.ownerId);
  if (!owner) return refuse(404, "ResourceNotFound", "The mailbox is gone.");
  const allowed = checkReader(call, owner);
  return allowed.ok ? found : allowed;
}

/** One of each kind an application, and so many for a mailbox in all (facts 3.1). */
function checkVacancy(
  call: RouteCall,
  ownerId: string,
  kinds: readonly ChangeKind[],
): Outcome<null> {
  const { subscriptions, settings } = call.world;
  const existing = subscriptions.ofMailbox(ownerId);
  const same = existing.find(
    ({ applicationId, changeKinds }) =>
      applicationId === call.caller.clientId && changeKinds.join() === kinds.join(),
  );
  if (same) {
    const message = `Subscription Id ${same.id} already exists for the requested combination`;
    return refuse(409, "ObjectIdentifierInUse", message);
  }
  const { subscriptionsPerMailbox } = settings.notifications;
  if (existing.length < subscriptionsPerMailbox) return succeed(null);
  const message = `The mailbox has reached its limit of ${subscriptionsPerMailbox} subscriptions.`;
  return refuse(403, "Forbidden", message);
}

async function validateUrls(
  { world }: RouteCall,
  urls: readonly (string | null | undefined)[],
): Promise<Outcome<null>> {
  const asked = urls.flatMap((url) => url ?? []);
  const { signal } = world.subscriptions;
  const outcomes = await Promise.all(
    asked.map((url) => validateEndpoint(world, url, world.settings.notifications, signal)),
  );
  return outcomes.find(({ ok }) => !ok) ?? succeed(null);
}

function answer(
  call: RouteCall,
  subscription: Subscription,
  status: 200 | 201,
): Outcome<RouteAnswer> {
  const context = `${call.baseUrl}/v1.0/$metadata#subscriptions/$entity`;
  return succeed({
    status,
    body: { "@odata.context": context, ...subscriptionJson(subscription) },
  });
}

function subscriptionJson(subscription: Subscription): Record<string, unknown> {
  return {
    id: subscription.id,
    resource: subscription.resource,
    applicationId: subscription.applicationId,
    changeType: subscription.changeType,
    clientState: subscription.clientState,
    notificationUrl: subscription.notificationUrl,
    notificationQueryOptions: null,
    lifecycleNotificationUrl: subscription.lifecycleNotificationUrl,
    expirationDateTime: formatInstant(subscription.expiresAtMs),
    creatorId: subscription.creatorId,
    includeResourceData: null,
    latestSupportedTlsVersion: subscription.latestSupportedTlsVersion,
    encryptionCertificate: null,
    encryptionCertificateId: null,
    notificationUrlAppId: null,
  };
}

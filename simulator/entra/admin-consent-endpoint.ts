import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { AppRegistration } from "../directory/directory.ts";
import { readClient } from "./authorize-request.ts";
import { signedInAccounts, signIn, type SignedInAccount } from "./browser-session.ts";
import type { Entra } from "./entra.ts";
import { entraError, type EntraError } from "./entra-error.ts";
import {
  addressOfRequest,
  describeFor,
  findPersonToSignIn,
  readPostedForm,
  showError,
  tenantSegmentOf,
} from "./page-request.ts";
import { consentForOrganization, readScopes } from "./scopes.ts";
import { sendConsentPage, sendSignInPage, type PageAddress } from "./sign-in-views.ts";

/** A sound request for the whole tenant's consent (facts 6.4). */
interface AdminConsentVisit {
  readonly entra: Entra;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly address: PageAddress;
  readonly application: AppRegistration;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
}

const ADMINISTRATOR_NEEDED =
  "Only a global administrator can consent for the organization. Sign in as one.";

function sendBack(visit: AdminConsentVisit, answer: Record<string, string>): FastifyReply {
  const target = new URL(visit.redirectUri);
  for (const [name, value] of Object.entries(answer)) target.searchParams.append(name, value);
  const state = visit.address.query.get("state");
  if (state !== null) target.searchParams.append("state", state);
  return visit.reply.redirect(target.href, 303);
}

function askWhoSignsIn(visit: AdminConsentVisit, problem: EntraError | null): FastifyReply {
  const { entra, reply, address, application } = visit;
  const find = address.query.get("find") ?? "";
  const view = { address, application, accounts: [], find, hint: null, problem };
  return sendSignInPage(entra, reply, view);
}

function continueAs(visit: AdminConsentVisit, account: SignedInAccount): FastifyReply {
  const { reply, address, application, scopes, roles } = visit;
  const { user } = account;
  if (!user.isGlobalAdministrator) {
    return askWhoSignsIn(visit, entraError(90094, ADMINISTRATOR_NEEDED));
  }
  const view = { address, application, user, scopes, roles, organization: "only" as const };
  return sendConsentPage(reply, view);
}

function act(visit: AdminConsentVisit): FastifyReply {
  const { entra, request, reply, application, scopes, roles } = visit;
  const form = readPostedForm(request);
  const declined = entraError(65004, "The administrator declined to consent.");
  const permissionDenied = {
    error: "permission_denied",
    error_description: describeFor(entra, request, declined),
  };
  if (form.cancel === "1" || form.decision === "decline") return sendBack(visit, permissionDenied);
  if (form.username !== undefined) {
    const person = findPersonToSignIn(entra, form.username);
    if ("code" in person) return askWhoSignsIn(visit, person);
    return continueAs(visit, signIn(entra, request, reply, person));
  }
  const account = signedInAccounts(entra, request).find(({ user }) => user.id === form.account);
  if (form.decision !== "accept" || !account) return askWhoSignsIn(visit, null);
  if (!account.user.isGlobalAdministrator) return continueAs(visit, account);
  consentForOrganization(application, scopes, roles);
  entra.directoryChanged();
  return sendBack(visit, {
    admin_consent: "True",
    tenant: entra.directory.tenant.id,
    ...(visit.address.query.has("scope") ? { scope: scopes.join(" ") } : {}),
  });
}

/** The permissions asked for: the registration's own, or with `/v2.0` those that `scope` names. */
function readPermissions(
  entra: Entra,
  application: AppRegistration,
  scope: string | null,
): { readonly scopes: readonly string[]; readonly roles: readonly string[] } | EntraError {
  const all = { scopes: application.requestedScopes, roles: application.requestedRoles };
  if (scope === null) return all;
  const read = readScopes(scope, application, entra.addresses.httpsUrl);
  if (!read.ok) return read.error;
  return /(^|\s|\/)\.default(\s|$)/.test(scope) ? all : { scopes: read.scopes, roles: [] };
}

function handle(entra: Entra, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const address = addressOfRequest(request);
  const client = readClient(entra, tenantSegmentOf(request), address.query);
  if (!client.ok) return showError(entra, request, reply, client.error, client.remedy);
  const { application, redirectUri } = client;
  const permissions = readPermissions(entra, application, address.query.get("scope"));
  if ("code" in permissions) {
    return showError(entra, request, reply, permissions, "Correct the scope parameter.");
  }
  const visit = { entra, request, reply, address, application, redirectUri, ...permissions };
  if (request.method === "POST") return act(visit);
  const administrator = signedInAccounts(entra, request).find(
    ({ user }) => user.isGlobalAdministrator,
  );
  return administrator ? continueAs(visit, administrator) : askWhoSignsIn(visit, null);
}

/** `/{tenant}/adminconsent` and `/{tenant}/v2.0/adminconsent?scope=`. */
export function registerAdminConsentEndpoint(app: FastifyInstance, entra: Entra): void {
  for (const url of ["/:tenant/adminconsent", "/:tenant/v2.0/adminconsent"]) {
    app.route({
      method: ["GET", "POST"],
      url,
      handler: (request, reply) => handle(entra, request, reply),
    });
  }
}

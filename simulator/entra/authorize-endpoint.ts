import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  readAuthorizeRequest,
  type AnswerAddress,
  type AuthorizeRequest,
} from "./authorize-request.ts";
import { signedInAccounts, signIn, signOut, type SignedInAccount } from "./browser-session.ts";
import type { Entra } from "./entra.ts";
import { entraError, type EntraError } from "./entra-error.ts";
import {
  addressOfRequest,
  describeFor,
  findPersonToSignIn,
  readPostedForm,
  showError,
  tenantSegmentOf,
  type PostedForm,
} from "./page-request.ts";
import {
  consentForOrganization,
  consentForUser,
  isUserConsentable,
  missingConsents,
} from "./scopes.ts";
import {
  sendApprovalPage,
  sendConsentPage,
  sendFormPost,
  sendSignInPage,
  type PageAddress,
} from "./sign-in-views.ts";

/** One request for a page, with all that its steps need. */
interface Visit {
  readonly entra: Entra;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly address: PageAddress;
  readonly asked: AuthorizeRequest;
}

function sendAnswer(
  reply: FastifyReply,
  to: AnswerAddress,
  answer: Record<string, string>,
): FastifyReply {
  const fields = new URLSearchParams(answer);
  if (to.state !== null) fields.set("state", to.state);
  if (to.responseMode === "form_post") return sendFormPost(reply, to.redirectUri, fields);
  const target = new URL(to.redirectUri);
  if (to.responseMode === "fragment") target.hash = fields.toString();
  else for (const [name, value] of fields) target.searchParams.append(name, value);
  return reply.redirect(target.href, 303);
}

function sendRefusal(
  visit: Pick<Visit, "entra" | "request" | "reply">,
  to: AnswerAddress,
  error: EntraError,
): FastifyReply {
  const { entra, request, reply } = visit;
  return sendAnswer(reply, to, {
    error: error.error,
    error_description: describeFor(entra, request, error),
    error_uri: `${entra.addresses.httpsUrl}/error?code=${error.code}`,
  });
}

function sendCode(visit: Visit, account: SignedInAccount): FastifyReply {
  const { entra, asked } = visit;
  const code = entra.codes.issue({
    clientId: asked.application.clientId,
    userId: account.user.id,
    redirectUri: asked.redirectUri,
    scopes: asked.scopes,
    nonce: asked.nonce,
    codeChallenge: asked.codeChallenge,
    generation: entra.sessions.generationOf(account.user.id),
    sessionId: account.sessionId,
  });
  return sendAnswer(visit.reply, asked, { code, session_state: account.sessionId });
}

/** What an administrator has to consent to, since the person may not. */
function beyondUserConsent(visit: Visit, account: SignedInAccount, missing: string[]): string[] {
  if (account.user.isGlobalAdministrator) return [];
  const policy = visit.entra.directory.tenant.userConsentPolicy;
  return missing.filter((scope) => !isUserConsentable(scope, policy));
}

function approvalError(visit: Visit): EntraError {
  const { settings } = visit.entra;
  const name = visit.asked.application.displayName;
  const detail = `Only an administrator can grant what '${name}' asks for.`;
  return { ...entraError(90094, detail), error: settings.adminApprovalError };
}

/** Goes on once it is known who signs in: consent where it is missing, then the code. */
function continueAs(visit: Visit, account: SignedInAccount): FastifyReply {
  const { asked, address, reply } = visit;
  const missing = missingConsents(asked.application, account.user.id, asked.scopes);
  if (missing.length === 0 && asked.prompt !== "consent") return sendCode(visit, account);

  const blocked = beyondUserConsent(visit, account, missing);
  if (asked.prompt === "none") {
    const error = blocked.length > 0 ? approvalError(visit) : entraError(65001);
    return sendRefusal(visit, asked, { ...error, error: "consent_required" });
  }
  const { application } = asked;
  const { user } = account;
  if (blocked.length > 0) {
    const view = { address, application, user, scopes: blocked };
    return sendApprovalPage(reply, view, approvalError(visit));
  }
  return sendConsentPage(reply, {
    address,
    application,
    user,
    scopes: asked.prompt === "consent" ? asked.scopes : missing,
    organization: user.isGlobalAdministrator ? "offered" : "person",
  });
}

function decideConsent(visit: Visit, account: SignedInAccount, form: PostedForm): FastifyReply {
  const { entra, asked } = visit;
  const { application, scopes } = asked;
  if (form.decision === "return") return sendRefusal(visit, asked, approvalError(visit));
  if (form.decision === "decline") return sendRefusal(visit, asked, entraError(65004));

  const missing = missingConsents(application, account.user.id, scopes);
  if (beyondUserConsent(visit, account, missing).length > 0) return continueAs(visit, account);
  if (form.for_organization === "1" && account.user.isGlobalAdministrator) {
    consentForOrganization(application, scopes);
  } else {
    consentForUser(application, account.user.id, scopes);
  }
  entra.directoryChanged();
  return sendCode(visit, account);
}

function askWhoSignsIn(
  visit: Visit,
  accounts: readonly SignedInAccount[],
  problem: EntraError | null = null,
): FastifyReply {
  const { entra, reply, address, asked } = visit;
  return sendSignInPage(entra, reply, {
    address,
    application: asked.application,
    accounts,
    find: address.query.get("find") ?? "",
    hint: asked.loginHint,
    problem,
  });
}

/** `GET`: reuses the browser's session where it can, as Entra does, and asks where it must. */
function arrive(visit: Visit): FastifyReply {
  const { entra, request, asked } = visit;
  const accounts = signedInAccounts(entra, request);
  const hinted = accounts.find(
    ({ user }) => asked.loginHint !== null && entra.directory.findUser(asked.loginHint) === user,
  );
  const fitting = asked.loginHint === null ? accounts : hinted ? [hinted] : [];
  const [only] = fitting;
  if (asked.prompt === "none") {
    return only && fitting.length === 1
      ? continueAs(visit, only)
      : sendRefusal(visit, asked, entraError(50058));
  }
  if (asked.prompt === "login") return askWhoSignsIn(visit, []);
  if (asked.prompt === "select_account") return askWhoSignsIn(visit, accounts);
  if (only && fitting.length === 1) return continueAs(visit, only);
  return askWhoSignsIn(visit, fitting);
}

/** `POST`: what a person chose on one of the pages. */
function act(visit: Visit): FastifyReply {
  const { entra, request, reply, asked } = visit;
  const form = readPostedForm(request);
  if (form.cancel === "1") {
    const detail = "The person went back without signing in.";
    return sendRefusal(visit, asked, entraError(65004, detail));
  }
  if (form.sign_out === "1") {
    signOut(reply);
    return askWhoSignsIn(visit, []);
  }
  if (form.username !== undefined) {
    const person = findPersonToSignIn(entra, form.username);
    if ("code" in person) return askWhoSignsIn(visit, [], person);
    const already = signedInAccounts(entra, request).find(({ user }) => user === person);
    const isFresh = already && asked.prompt !== "login";
    return continueAs(visit, isFresh ? already : signIn(entra, request, reply, person));
  }
  const accounts = signedInAccounts(entra, request);
  if (form.decision === "return") return sendRefusal(visit, asked, approvalError(visit));
  const account = accounts.find(({ user }) => user.id === form.account);
  if (form.decision !== undefined && account) return decideConsent(visit, account, form);
  return askWhoSignsIn(visit, accounts);
}

/**
 * `/{tenant}/oauth2/v2.0/authorize`. The pages are plain forms and need no script. A test signs in
 * by posting `username=<address>` to the same address; `signInAs` does so.
 */
export function registerAuthorizeEndpoint(app: FastifyInstance, entra: Entra): void {
  app.route({
    method: ["GET", "POST"],
    url: "/:tenant/oauth2/v2.0/authorize",
    handler(request, reply) {
      const address = addressOfRequest(request);
      const reading = readAuthorizeRequest(entra, tenantSegmentOf(request), address.query);
      switch (reading.kind) {
        case "shown":
          return showError(entra, request, reply, reading.error, reading.remedy);
        case "returned":
          return sendRefusal({ entra, request, reply }, reading.to, reading.error);
        case "sound": {
          const visit = { entra, request, reply, address, asked: reading.request };
          return request.method === "POST" ? act(visit) : arrive(visit);
        }
      }
    },
  });
}

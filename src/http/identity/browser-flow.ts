import type { FastifyReply, FastifyRequest } from "fastify";
import { type Outcome, type Refusal, done, refused } from "../../app/outcome.ts";
import type { Person } from "../../app/people/people.ts";
import type { IdentityDependencies } from "./identity-dependencies.ts";
import { safeReturnPath, withResult } from "./return-to.ts";
import type { ConnectionFailure, ConnectionPurpose, SessionFlow } from "./session-data.ts";
import "../request-context.ts";

const FLOW_LIFETIME_MS = 15 * 60_000;
/** As many tabs as may be on their way at once; the oldest gives way. */
const FLOWS_MAX = 5;

/** Remembers in the browser's own session what it was sent away for. */
export function rememberFlow(request: FastifyRequest, flow: SessionFlow): void {
  const flows = Object.entries(request.session.flows ?? {})
    .sort(([, one], [, other]) => one.startedAt.localeCompare(other.startedAt))
    .slice(-(FLOWS_MAX - 1));
  request.session.flows = Object.fromEntries([...flows, [flow.pending.state, flow]]);
}

/** The flow that the browser is back from; it can be taken once. */
export function takeFlow(
  request: FastifyRequest,
  purpose: SessionFlow["purpose"],
  now: Date,
): Outcome<SessionFlow> {
  const state = new URL(request.url, "http://localhost").searchParams.get("state") ?? "";
  const { [state]: flow, ...others } = request.session.flows ?? {};
  if (flow?.purpose !== purpose) return notRecognised();
  request.session.flows = others;
  const ageMs = now.getTime() - new Date(flow.startedAt).getTime();
  return ageMs > FLOW_LIFETIME_MS ? notRecognised() : done(flow);
}

function notRecognised(): Outcome<never> {
  return refused(
    "flow_not_recognised",
    "This browser did not start the sign-in that ends here, or it took too long.",
    "Start again from the beginning.",
  );
}

/** The address that the browser came back to, as the identity provider knows it. */
export function callbackUrlOf(request: FastifyRequest, publicUrl: string): URL {
  return new URL(request.url, publicUrl);
}

export interface FinishedFlow {
  readonly purpose: ConnectionPurpose;
  readonly providerId: string | null;
  readonly returnTo: string;
  readonly outcome: Outcome<unknown>;
}

/** Back to the page that the flow began at, with how it ended. */
export async function finishConnection(
  request: FastifyRequest,
  reply: FastifyReply,
  publicUrl: string,
  { purpose, providerId, returnTo, outcome }: FinishedFlow,
): Promise<FastifyReply> {
  if (outcome.ok) {
    request.session.connectionFailure = null;
    const success = purpose === "admin_consent" ? "consented" : "connected";
    return reply.redirect(withResult(returnTo, publicUrl, { [success]: "1" }), 303);
  }
  const { code, message, remedy } = outcome.refusal;
  const failure = { purpose, providerId, code, message, remedy: remedy ?? null };
  request.session.connectionFailure = failure;
  return reply.redirect(withResult(returnTo, publicUrl, { connection_error: code }), 303);
}

/**
 * The signed-in person of a browser flow; null after the browser was sent to sign in first, from
 * where it comes back to the very address it asked for.
 */
export async function personOrSignIn(
  request: FastifyRequest,
  reply: FastifyReply,
  { authentication, publicUrl }: Pick<IdentityDependencies, "authentication" | "publicUrl">,
): Promise<Person | null> {
  const { actor } = request;
  const person = actor?.kind === "person" ? await authentication.person(actor.personId) : null;
  if (person) return person;
  const back = encodeURIComponent(safeReturnPath(request.url, publicUrl()));
  await reply.redirect(`/auth/sign-in?return_to=${back}`, 303);
  return null;
}

/** Why the last try to connect one's own calendar failed; that of another connection is not told. */
export function ownCalendarFailure(request: FastifyRequest): ConnectionFailure | null {
  const { connectionFailure: failure } = request.session;
  return failure?.purpose === "own_calendar" ? failure : null;
}

/** An ordinary refusal of an administrator's flow by somebody who is none. */
export function adminOnly(
  person: Person,
): { readonly refusal: Refusal; readonly ok: false } | null {
  if (person.roles.includes("admin")) return null;
  return refused("role_missing", "This needs the role admin.", "Ask an administrator to do it.");
}

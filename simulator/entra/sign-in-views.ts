import type { FastifyReply } from "fastify";
import type { AppRegistration, DirectoryUser } from "../directory/directory.ts";
import { html, type Html } from "../pages/html.ts";
import { sendPage } from "../pages/layout.ts";
import type { Entra } from "./entra.ts";
import type { SignedInAccount } from "./browser-session.ts";
import type { EntraError } from "./entra-error.ts";

const brand = html`<p class="brand">Simulated Microsoft sign-in</p>`;

/** The request's own address, to which every form on the page posts. */
export interface PageAddress {
  readonly path: string;
  readonly query: URLSearchParams;
}

function addressOf({ path, query }: PageAddress): string {
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}

function withParameter(address: PageAddress, name: string, value: string): string {
  const query = new URLSearchParams(address.query);
  query.set(name, value);
  return addressOf({ path: address.path, query });
}

function initialsOf(user: DirectoryUser): string {
  const words = user.displayName.split(/\s+/).filter((word) => word !== "");
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.[0]?.toUpperCase() ?? "")
    .join("");
}

function personButton(user: DirectoryUser, note: string | null, isExpected = false): Html {
  return html`<li>
    <button
      class="person${isExpected && " expected"}"
      name="username"
      value="${user.userPrincipalName}"
    >
      <span class="initials" aria-hidden="true">${initialsOf(user)}</span>
      <span
        ><b>${user.displayName}</b
        ><small>${user.userPrincipalName}</small>
        ${note !== null && html`<small>${note}</small>`}</span
      >
    </button>
  </li>`;
}

export interface SignInView {
  readonly address: PageAddress;
  readonly application: AppRegistration;
  /** Accounts signed in with this browser; where there are any, the page is a choice among them. */
  readonly accounts: readonly SignedInAccount[];
  /** What the search box holds. */
  readonly find: string;
  /** `login_hint`, the account that the application expects. */
  readonly hint: string | null;
  /** Why the last attempt failed. */
  readonly problem: EntraError | null;
}

function matches(user: DirectoryUser, find: string): boolean {
  const text = `${user.displayName} ${user.userPrincipalName} ${user.jobTitle ?? ""}`.toLowerCase();
  return text.includes(find.trim().toLowerCase());
}

function accountPicker(view: SignInView): Html {
  return html`<h1>Pick an account</h1>
    <p>to continue to <b>${view.application.displayName}</b></p>
    <form method="post" action="${addressOf(view.address)}">
      <ul class="plain people">
        ${view.accounts.map(({ user }) => personButton(user, "Signed in"))}
      </ul>
      <div class="actions">
        <a class="button" href="${withParameter(view.address, "prompt", "login")}"
          >Use another account</a
        ><button name="sign_out" value="1">Sign out</button>
      </div>
    </form>`;
}

function searchForm(view: SignInView): Html {
  const kept = [...view.address.query].filter(([name]) => name !== "find");
  return html`<form method="get" action="${view.address.path}" role="search">
    ${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    <div class="row">
      <div>
        <label for="find">Find a person</label>
        <input type="search" id="find" name="find" value="${view.find}" autocomplete="off" />
      </div>
      <button>Find</button>
    </div>
  </form>`;
}

function peopleList(entra: Entra, view: SignInView): Html {
  const { hint } = view;
  const expected = hint === null ? undefined : entra.directory.findUser(hint);
  const people = [...entra.directory.users.values()]
    .filter((user) => user.kind === "person" && matches(user, view.find))
    .sort(
      (a, b) =>
        Number(b === expected) - Number(a === expected) ||
        a.displayName.localeCompare(b.displayName),
    );
  const noteOf = (user: DirectoryUser): string | null => {
    if (user === expected) return "The account the application asks for";
    const part = user.isGlobalAdministrator ? "global administrator" : null;
    return [user.jobTitle, part].filter((each) => each !== null).join(" · ");
  };
  return html`<h1>Sign in</h1>
    <p>
      to continue to <b>${view.application.displayName}</b> as a person of
      ${entra.directory.tenant.displayName}. No password is needed here.
    </p>
    ${view.problem && problemNotice(view.problem)} ${searchForm(view)}
    <h2>People</h2>
    <form method="post" action="${addressOf(view.address)}">
      ${
        people.length > 0
          ? html`<ul class="plain people">
              ${people.map((user) => personButton(user, noteOf(user), user === expected))}
            </ul>`
          : html`<p class="quiet">
              Nobody matches “${view.find}”. Try a part of the name or address.
            </p>`
      }
    </form>
    <form method="post" action="${addressOf(view.address)}">
      <h2><label for="username">Or type an address</label></h2>
      <div class="row">
        <input
          type="text"
          id="username"
          name="username"
          autocomplete="username"
          inputmode="email"
          spellcheck="false"
          value="${expected ? "" : hint}"
        /><button class="main">Next</button>
      </div>
    </form>
    <form method="post" action="${addressOf(view.address)}" class="actions">
      <button name="cancel" value="1">Back to the application</button>
    </form>`;
}

function problemNotice(problem: EntraError): Html {
  return html`<p class="problem" role="alert" data-error-code="${problem.code}">
    ${problem.message} <span class="quiet">(AADSTS${problem.code})</span>
  </p>`;
}

/** The page that asks who one is: a choice of signed-in accounts, or of all people. */
export function sendSignInPage(entra: Entra, reply: FastifyReply, view: SignInView): FastifyReply {
  const content = view.accounts.length > 0 ? accountPicker(view) : peopleList(entra, view);
  return sendPage(reply, { title: "Sign in (simulated)", body: html`${brand}${content}` });
}

function signedInAs(user: DirectoryUser): Html {
  return html`<p class="quiet">Signed in as ${user.displayName} (${user.userPrincipalName})</p>`;
}

export interface ConsentView {
  readonly address: PageAddress;
  readonly application: AppRegistration;
  readonly user: DirectoryUser;
  readonly scopes: readonly string[];
  readonly roles?: readonly string[];
  /** `person` for oneself, `offered` where an administrator may do it for all, `only` for all. */
  readonly organization: "person" | "offered" | "only";
}

function permissionList(names: readonly string[]): Html {
  return html`<ul>
    ${names.map((name) => html`<li>${name}</li>`)}
  </ul>`;
}

/** The page that asks for consent. */
export function sendConsentPage(reply: FastifyReply, view: ConsentView): FastifyReply {
  const forAll = view.organization === "only";
  const roles = view.roles ?? [];
  const body = html`${brand}${signedInAs(view.user)}
    <h1>Permissions requested${forAll && " for your organization"}</h1>
    <p><b>${view.application.displayName}</b> asks for:</p>
    ${
      view.scopes.length > 0 &&
      html`<h2>On behalf of the person signed in</h2>
        ${permissionList(view.scopes)}`
    }
    ${
      roles.length > 0 &&
      html`<h2>As the application itself, without anybody signed in</h2>
        ${permissionList(roles)}`
    }
    <form method="post" action="${addressOf(view.address)}">
      <input type="hidden" name="account" value="${view.user.id}" />
      ${
        view.organization === "offered" &&
        html`<label class="check"
          ><input type="checkbox" name="for_organization" value="1" />Consent on behalf of your
          organization</label
        >`
      }
      <div class="actions">
        <button class="main" name="decision" value="accept">Accept</button>
        <button name="decision" value="decline">Cancel</button>
      </div>
    </form>`;
  return sendPage(reply, { title: "Permissions requested (simulated)", body });
}

/** The page that sends a person to an administrator (AADSTS90094, facts 6.8). */
export function sendApprovalPage(
  reply: FastifyReply,
  view: Pick<ConsentView, "address" | "application" | "user" | "scopes">,
  problem: EntraError,
): FastifyReply {
  const body = html`${brand}${signedInAs(view.user)}
    <h1>Need admin approval</h1>
    <p>
      <b>${view.application.displayName}</b> needs permission to access resources in your
      organization that only an administrator can grant. Ask an administrator to grant it before you
      can use it.
    </p>
    ${permissionList(view.scopes)}
    <p class="quiet" data-error-code="${problem.code}">AADSTS${problem.code}</p>
    <form method="post" action="${addressOf(view.address)}">
      <p>
        <a href="${withParameter(view.address, "prompt", "select_account")}"
          >Have an admin account? Sign in with that account</a
        >
      </p>
      <button name="decision" value="return">
        Return to the application without granting consent
      </button>
    </form>`;
  return sendPage(reply, { title: "Need admin approval (simulated)", body });
}

/** A refusal that cannot be sent back to the application. */
export function sendErrorPage(
  reply: FastifyReply,
  problem: EntraError,
  description: string,
  remedy: string,
): FastifyReply {
  const body = html`${brand}
    <h1>Sorry, we could not sign you in</h1>
    <p class="problem" role="alert" data-error-code="${problem.code}">
      AADSTS${problem.code}: ${problem.message}
    </p>
    <p><b>What to do:</b> ${remedy}</p>
    <p class="quiet">${description}</p>`;
  return sendPage(reply, { title: "Sign-in error (simulated)", body, status: 400 });
}

/** Hands the answer to the application by a form (`response_mode=form_post`). */
export function sendFormPost(
  reply: FastifyReply,
  redirectUri: string,
  fields: URLSearchParams,
): FastifyReply {
  const inputs = [...fields].map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  const body = html`${brand}
    <h1>Signed in</h1>
    <form method="post" action="${redirectUri}">
      ${inputs} <button class="main">Continue to the application</button>
    </form>`;
  return sendPage(reply, { title: "Signed in (simulated)", body, submitsItself: true });
}

/** The page after signing out. */
export function sendSignedOutPage(reply: FastifyReply): FastifyReply {
  const body = html`${brand}
    <h1>You signed out of your account</h1>
    <p>You can close this window.</p>`;
  return sendPage(reply, { title: "Signed out (simulated)", body });
}

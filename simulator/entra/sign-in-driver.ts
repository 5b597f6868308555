/**
 * Signs in on the real pages, as a person with a browser would: for tests. It follows redirects,
 * keeps cookies, fills the forms it is shown, and stops where a redirect leaves the sign-in pages.
 */
export interface SignInChoice {
  /** What to answer on a consent page. Default "accept". */
  readonly consent?: "accept" | "accept-for-organization" | "decline";
  /** Cookies of an earlier sign-in; they are added to. Default: a fresh browser. */
  readonly cookies?: Map<string, string>;
}

interface PageForm {
  readonly action: string;
  /** Hidden fields by name. */
  readonly hidden: Map<string, string>;
  /** Buttons that send a name and a value. */
  readonly buttons: readonly { readonly name: string; readonly value: string }[];
  readonly hasForOrganization: boolean;
}

const STEPS_MAX = 8;

const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

function decode(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? undefined : decode(value);
}

function readForms(page: string): PageForm[] {
  return [...page.matchAll(/<form[^>]*>[\s\S]*?<\/form>/g)].map(([form]) => {
    const inputs = [...form.matchAll(/<input[^>]*>/g)].map(([tag]) => tag);
    const hidden = inputs
      .filter((tag) => attribute(tag, "type") === "hidden")
      .map((tag): [string, string] => [
        attribute(tag, "name") ?? "",
        attribute(tag, "value") ?? "",
      ]);
    const buttons = [...form.matchAll(/<button[^>]*\sname="[^>]*>/g)].map(([tag]) => ({
      name: attribute(tag, "name") ?? "",
      value: attribute(tag, "value") ?? "",
    }));
    return {
      action: attribute(/^<form[^>]*>/.exec(form)?.[0] ?? "", "action") ?? "",
      hidden: new Map(hidden),
      buttons,
      hasForOrganization: inputs.some((tag) => attribute(tag, "name") === "for_organization"),
    };
  });
}

/** A page that stands in the way of signing in. */
export class SignInStopped extends Error {
  /** AADSTS number that the page shows, or null. */
  readonly code: number | null;
  readonly page: string;

  constructor(page: string) {
    const code = /data-error-code="(\d+)"/.exec(page)?.[1];
    super(code === undefined ? "The page offers no way on." : `The page shows AADSTS${code}.`);
    this.code = code === undefined ? null : Number(code);
    this.page = page;
  }
}

/** What to send from a page, or null where it offers nothing to go on with. */
function fillForm(
  page: string,
  upn: string,
  consent: NonNullable<SignInChoice["consent"]>,
): { readonly action: string; readonly fields: URLSearchParams } | null {
  const forms = readForms(page);
  const offers = (form: PageForm, name: string, value?: string): boolean =>
    form.buttons.some(
      (each) => each.name === name && (value === undefined || each.value === value),
    );

  const decision = forms.find((form) => offers(form, "decision", "accept"));
  if (decision) {
    const fields = new URLSearchParams([...decision.hidden]);
    fields.set("decision", consent === "decline" ? "decline" : "accept");
    if (consent === "accept-for-organization" && decision.hasForOrganization) {
      fields.set("for_organization", "1");
    }
    return { action: decision.action, fields };
  }
  const people = forms.find((form) => offers(form, "username"));
  return people ? { action: people.action, fields: new URLSearchParams({ username: upn }) } : null;
}

/**
 * Follows an authorize (or admin-consent) address as the person `upn` and resolves to the address
 * that the browser is sent back to, with its code or error. Rejects with SignInStopped where a page
 * says no. The process must trust the simulator's authority where the address is HTTPS.
 */
export async function signInAs(
  authorizeUrl: string | URL,
  upn: string,
  choice: SignInChoice = {},
): Promise<URL> {
  const { consent = "accept", cookies = new Map<string, string>() } = choice;
  const start = new URL(authorizeUrl);
  let target = start;
  let body: URLSearchParams | null = null;
  let signedIn = false;
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response: Response = await fetch(target, {
      method: body ? "POST" : "GET",
      ...(body ? { body } : {}),
      headers: { cookie },
      redirect: "manual",
    });
    for (const line of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";")[0] ?? "").split("=", 2);
      cookies.set(name, value);
    }
    const location = response.headers.get("location");
    if (location !== null) {
      await response.body?.cancel();
      target = new URL(location, target);
      body = null;
      if (target.origin !== start.origin || target.pathname !== start.pathname) return target;
      continue;
    }
    const page = await response.text();
    const filled = response.ok ? fillForm(page, upn, consent) : null;
    // The same page again after choosing the person means that the person was refused.
    if (!filled || (signedIn && filled.fields.has("username"))) throw new SignInStopped(page);
    signedIn ||= filled.fields.has("username");
    target = new URL(filled.action, target);
    body = filled.fields;
  }
  throw new Error(`Signing in did not end within ${STEPS_MAX} steps.`);
}

import { signInAs } from "../../simulator/entra/sign-in-driver.ts";
import { TEST_PEOPLE } from "../../simulator/test-simulator.ts";
import type { CalendarProvider } from "../../src/contract/admin.ts";
import { type PersonSession, signIn } from "./usher-world.ts";

/** As the administrator does it on the page: signs in at Microsoft as the delegated user. */
export async function connectDelegatedUser(url: string): Promise<void> {
  const administrator = await signIn(url, TEST_PEOPLE.administrator);
  const answer = await administrator.request("GET", "/api/v1/admin/calendar-providers");
  const { items } = (await answer.json()) as { readonly items: readonly CalendarProvider[] };
  const [provider] = items;
  if (provider === undefined) throw new Error("There is no calendar provider.");
  const path = `/connect/delegated-user/${provider.id}`;
  await throughMicrosoft(url, administrator, path, TEST_PEOPLE.service);
}

/** As a person does it on the way to their first meeting in personal mode. */
export async function connectOwnCalendar(url: string, upn: string): Promise<void> {
  await throughMicrosoft(url, await signIn(url, upn), "/connect/outlook", upn);
}

async function throughMicrosoft(url: string, session: PersonSession, path: string, upn: string) {
  const away = await session.visit(`${url}${path}`);
  const back = await signInAs(new URL(away.headers.get("location") ?? "", url), upn);
  await session.visit(back);
}

import { readDemoTenant } from "../../scripts/demo-organisation.ts";
import { signInAs } from "../../simulator/entra/sign-in-driver.ts";
import { TEST_PEOPLE } from "../../simulator/test-simulator.ts";
import { signIn } from "../../test/support/usher-world.ts";

/** As the administrator does it on the page: signs in at Microsoft as the delegated user. */
export async function connectDelegatedUser(url: string): Promise<void> {
  const administrator = await signIn(url, readDemoTenant().administrator);
  const providers = await administrator.request("GET", "/api/v1/admin/calendar-providers");
  const { items } = (await providers.json()) as { readonly items: readonly { id: string }[] };
  const [provider] = items;
  if (provider === undefined) throw new Error("There is no calendar provider.");
  const away = await administrator.visit(`${url}/connect/delegated-user/${provider.id}`);
  const back = await signInAs(
    new URL(away.headers.get("location") ?? "", url),
    TEST_PEOPLE.service,
  );
  await administrator.visit(back);
}

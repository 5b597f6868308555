import type { FastifyInstance } from "fastify";
import { html, type Html } from "../pages/html.ts";
import { sendPage } from "../pages/layout.ts";
import type { ControlContext } from "./control-context.ts";

function rows(entries: readonly (readonly [string, string])[]): Html {
  const lines = entries.map(
    ([name, value]) =>
      html`<tr>
        <th scope="row">${name}</th>
        <td>${value}</td>
      </tr>`,
  );
  return html`<div class="scroll">
    <table>
      <tbody>
        ${lines}
      </tbody>
    </table>
  </div>`;
}

/** `/`: where things are, what is set, and who works here. To change anything, use the API. */
export function registerControlPage(app: FastifyInstance, { entra, world }: ControlContext): void {
  app.get("/", (_request, reply) => {
    const { tenant } = world.directory;
    const people = [...world.directory.users.values()].filter(({ kind }) => kind === "person");
    const body = html`<p class="brand">Exchange simulator</p>
      <h1>${tenant.displayName}</h1>
      <p>
        Nothing here reaches Microsoft.
        <a href="/outlook">Open the mailboxes in Outlook’s stead</a>, run
        <a href="/powershell">Exchange PowerShell</a>, or steer the simulator through
        <a href="/control/state">its control API</a>.
      </p>
      <h2>Addresses</h2>
      ${rows([
        ["Microsoft Graph", `${entra.addresses.httpsUrl}/v1.0`],
        ["Entra ID", `${entra.addresses.httpsUrl}/${tenant.id}/v2.0`],
        ["Pages", entra.addresses.pagesUrl],
        ["Tenant", `${tenant.id} (${tenant.domain})`],
        ["Simulated time", new Date(world.clock.now()).toISOString()],
        ["User consent", tenant.userConsentPolicy],
      ])}
      <h2>Applications</h2>
      ${rows(
        [...world.directory.applications.values()].map(({ displayName, clientId }) => [
          displayName,
          clientId,
        ]),
      )}
      <h2>People</h2>
      ${rows(
        people.map((user) => [
          user.displayName,
          `${user.userPrincipalName}${user.isGlobalAdministrator ? " (global administrator)" : ""}`,
        ]),
      )}
      <h2>Settings</h2>
      ${rows(Object.entries(world.settings).map(([name, value]) => [name, JSON.stringify(value)]))}`;
    return sendPage(reply, { title: "Exchange simulator", body, wide: true });
  });
}

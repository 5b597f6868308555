import formBody from "@fastify/formbody";
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import type { ControlContext } from "../control/control-context.ts";
import { parseBody } from "../control/problem.ts";
import { html, type Html } from "../pages/html.ts";
import { sendPage } from "../pages/layout.ts";
import { type LineResult, runScript } from "./run-script.ts";

const scriptSchema = z.strictObject({ script: z.string().max(100_000) });

/** A page in Exchange Online PowerShell's stead, and the same for programs. */
export async function registerPowerShell(
  app: FastifyInstance,
  context: ControlContext,
): Promise<void> {
  if (!app.hasContentTypeParser("application/x-www-form-urlencoded")) await app.register(formBody);
  app.post("/control/powershell", (request) => {
    const { script } = parseBody(scriptSchema, request.body);
    return { lines: runScript(context, script) };
  });
  app.get("/powershell", (_request, reply) => sendForm(reply, "", []));
  app.post("/powershell", (request, reply) => {
    const { script } = parseBody(scriptSchema, request.body);
    return sendForm(reply, script, runScript(context, script));
  });
}

function sendForm(
  reply: FastifyReply,
  script: string,
  results: readonly LineResult[],
): FastifyReply {
  const body = html`<p class="brand">Exchange simulator</p>
    <h1>Exchange Online PowerShell</h1>
    <p>
      Runs the cmdlets that give rights and set rooms, in this simulator alone. Here they are felt
      at once; with Microsoft it takes from half an hour to two hours.
    </p>
    ${results.map(resultOf)}
    <form method="post" action="/powershell">
      <label for="script">Commands</label>
      <textarea id="script" name="script" rows="10" spellcheck="false">${script}</textarea>
      <div class="actions"><button class="main" type="submit">Run</button></div>
    </form>`;
  return sendPage(reply, { title: "Exchange Online PowerShell", body, wide: true });
}

function resultOf({ line, output, failed }: LineResult): Html {
  return html`<p class="quiet">
    <code>${line}</code><br />
    <b>${failed ? "Failed" : "Done"}</b> ${output}
  </p>`;
}

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startTestSimulator, TEST_PEOPLE, type TestSimulator } from "../test-simulator.ts";
import { readCommand } from "./read-script.ts";

const ROOM = "room.wren@larkfield.example";
let simulator: TestSimulator;
before(async () => {
  simulator = await startTestSimulator();
});
after(() => simulator.close());

async function run(script: string): Promise<readonly string[]> {
  const answer = await fetch(`${simulator.pagesUrl}/control/powershell`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ script }),
  });
  const { lines } = (await answer.json()) as { lines: { output: string; failed: boolean }[] };
  return lines.map(({ output, failed }) => (failed ? `failed: ${output}` : output));
}

test("a command is read with quotes, bare words and switches", () => {
  const { cmdlet, parameters } = readCommand(
    `Do-It -One 'o''hare' -Two "two words" -Three $true -Four`,
  );
  assert.equal(cmdlet, "Do-It");
  assert.deepEqual(Object.fromEntries(parameters), {
    one: "o'hare",
    two: "two words",
    three: "$true",
    four: "true",
  });
});

test("a role is assigned only to an application that Exchange knows, over a scope that is there", async () => {
  const assign =
    "New-ManagementRoleAssignment -App x -Role 'Application Calendars.Read' -CustomResourceScope s";
  assert.match((await run(assign))[0] ?? "", /^failed: Exchange knows no service principal/);
  const introduce = `New-ServicePrincipal -AppId '${simulator.clientId}' -ObjectId 'x' -DisplayName 'App'`;
  assert.match((await run(introduce))[0] ?? "", /^failed: .* another ObjectId/);
});

test("rights and settings of rooms are given one by one, or to all", async () => {
  const { directory } = simulator.world;
  const service = directory.findUser(TEST_PEOPLE.service);
  const share = `Add-MailboxFolderPermission -Identity '${ROOM}:\\Calendar' -User '${TEST_PEOPLE.service}' -AccessRights Editor`;
  assert.deepEqual((await run(share)).length, 1);
  assert.match((await run(share))[0] ?? "", /^failed: An existing permission/);
  const all = await run(
    `Get-EXOMailbox -RecipientTypeDetails RoomMailbox -ResultSize Unlimited | ForEach-Object { Add-MailboxFolderPermission -Identity "$($_.PrimarySmtpAddress):\\Calendar" -User '${TEST_PEOPLE.service}' -AccessRights Editor }`,
  );
  assert.equal(all.filter((line) => line.startsWith("failed")).length, 1);
  assert.equal(directory.shares.filter(({ shareeId }) => shareeId === service?.id).length, 40);
  await run(
    `Set-CalendarProcessing -Identity '${ROOM}' -AutomateProcessing None -AllowConflicts $true`,
  );
  const { processing } = directory.findUser(ROOM)?.room ?? assert.fail("no room");
  assert.deepEqual([processing.automateProcessing, processing.allowConflicts], ["None", true]);
});

test("what is no cmdlet here says so", async () => {
  assert.match((await run("Remove-Mailbox -Identity x"))[0] ?? "", /does not know the cmdlet/);
});

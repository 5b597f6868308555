import assert from "node:assert/strict";
import { test } from "node:test";
import { exchangeCommands, type ExchangeCommandFacts } from "./exchange-commands.ts";

const FACTS: ExchangeCommandFacts = {
  mode: "normal",
  clientId: "client",
  objectId: "object",
  delegatedUserEmail: "service@o'hara.example",
  personEmail: "ada@o'hara.example",
  roomMailbox: "o'hare@o'hara.example",
};
const written = (change: Partial<ExchangeCommandFacts>) =>
  exchangeCommands({ ...FACTS, ...change })
    .filter(({ key }) => key !== "open")
    .map(({ command }) => command);

test("in normal mode the application is given chosen mailboxes, with this tenant's own values", () => {
  assert.deepEqual(written({}), [
    "New-ServicePrincipal -AppId 'client' -ObjectId 'object' -DisplayName 'Usher'",
    "New-ManagementScope -Name 'Usher calendars' -RecipientRestrictionFilter 'RecipientTypeDetails -eq ''RoomMailbox'' -or CustomAttribute1 -eq ''Usher'''",
    "New-ManagementRoleAssignment -App 'object' -Role 'Application Calendars.ReadWrite' -CustomResourceScope 'Usher calendars'",
    "Set-Mailbox -Identity 'ada@o''hara.example' -CustomAttribute1 'Usher'",
    "Set-CalendarProcessing -Identity 'o''hare@o''hara.example' -AutomateProcessing AutoAccept",
    "Test-ServicePrincipalAuthorization -Identity 'object' -Resource 'o''hare@o''hara.example'",
  ]);
});

test("in strict and personal mode the delegated user is given the room, and the application nothing to write", () => {
  for (const mode of ["strict", "personal"] as const) {
    const commands = exchangeCommands({ ...FACTS, mode });
    assert.deepEqual(
      commands.filter(({ isOptional }) => !isOptional).map(({ command }) => command.split("\n")[0]),
      [
        "Install-Module ExchangeOnlineManagement -Scope CurrentUser",
        "Add-MailboxFolderPermission -Identity 'o''hare@o''hara.example:\\Calendar' -User 'service@o''hara.example' -AccessRights Editor",
        "Set-CalendarProcessing -Identity 'o''hare@o''hara.example' -AutomateProcessing AutoAccept",
      ],
    );
    assert.equal(
      commands.some(({ command }) => command.includes("Calendars.ReadWrite")),
      false,
    );
  }
});

test("what is not known yet stands for itself, and does not pass for a value", () => {
  const commands = written({ objectId: null }).join("\n");
  assert.match(commands, /-ObjectId <object id> /);
  assert.doesNotMatch(commands, /'null'|undefined/);
});

import { requireRoom, requireUser, type ControlContext } from "../control/control-context.ts";
import { ControlProblem } from "../control/problem.ts";
import type { AppRegistration, ManagementScope } from "../directory/directory.ts";
import { servicePrincipalIdOf } from "../entra/issue-tokens.ts";
import { rbacRoles } from "../graph/permissions.ts";
import { roomProcessingChangeSchema } from "../rooms/room-processing-schema.ts";
import { type Command, lineForRoom, linesOf, readCommand } from "./read-script.ts";

/** What one line came to. */
export interface LineResult {
  readonly line: string;
  readonly output: string;
  readonly failed: boolean;
}

type Cmdlet = (context: ControlContext, command: Command) => string;

/** The roles over mailboxes that RBAC for Applications knows here (facts 6.10). */
const ROLE = /^Application Calendars\.Read(Write)?$/i;
const FOLDER = /^(.+):\\Calendar$/i;

const CMDLETS: Readonly<Record<string, Cmdlet>> = {
  "install-module": () => "",
  "connect-exchangeonline": () => "Connected to the simulated Exchange Online.",
  "new-serviceprincipal": introduceApplication,
  "new-managementscope": makeScope,
  "new-managementroleassignment": assignRole,
  "test-serviceprincipalauthorization": testAuthorization,
  "set-mailbox": markMailbox,
  "add-mailboxfolderpermission": shareCalendar,
  "set-calendarprocessing": setProcessing,
};

/** Runs the lines one after another; one that fails does not keep the next back, as in PowerShell. */
export function runScript(context: ControlContext, script: string): readonly LineResult[] {
  const results = linesOf(script).flatMap((line) => {
    if (!line.forEachRoom) return [runLine(context, line.text)];
    const rooms = [...context.world.directory.users.values()].filter(({ room }) => room);
    return rooms.map(({ mail }) => runLine(context, lineForRoom(line, mail)));
  });
  context.directoryChanged();
  return results;
}

function runLine(context: ControlContext, line: string): LineResult {
  const command = readCommand(line);
  const cmdlet = CMDLETS[command.cmdlet.toLowerCase()];
  if (!cmdlet) {
    const output = `The simulator does not know the cmdlet '${command.cmdlet}'.`;
    return { line, output, failed: true };
  }
  try {
    return { line, output: cmdlet(context, command), failed: false };
  } catch (error) {
    if (!(error instanceof ControlProblem)) throw error;
    return { line, output: error.message, failed: true };
  }
}

function introduceApplication(context: ControlContext, command: Command): string {
  const clientId = valueOf(command, "AppId");
  const application = context.world.directory.applications.get(clientId);
  if (!application) refuse(`There is no application with the AppId ${clientId} in Entra ID.`);
  const objectId = servicePrincipalIdOf(context.entra, clientId);
  if (valueOf(command, "ObjectId") !== objectId) {
    refuse(`The service principal of ${clientId} has another ObjectId than this.`);
  }
  application.isInExchange = true;
  return `${valueOf(command, "DisplayName")}  ${objectId}  ${clientId}`;
}

function makeScope({ world }: ControlContext, command: Command): string {
  const name = valueOf(command, "Name");
  const filter = valueOf(command, "RecipientRestrictionFilter");
  const scope: ManagementScope = { rooms: false, customAttribute1: null };
  for (const condition of filter.split(/\s+-or\s+/i)) {
    const [, property, value] = /^(\w+)\s+-eq\s+'([^']*)'$/i.exec(condition.trim()) ?? [];
    if (/^RecipientTypeDetails$/i.test(property ?? "") && /^RoomMailbox$/i.test(value ?? "")) {
      scope.rooms = true;
    } else if (/^CustomAttribute1$/i.test(property ?? "")) {
      scope.customAttribute1 = value ?? "";
    } else {
      refuse(`The simulator cannot read the filter "${condition}".`);
    }
  }
  world.directory.scopes.set(name, scope);
  return `${name}  ${filter}`;
}

function assignRole(context: ControlContext, command: Command): string {
  const application = applicationOf(context, valueOf(command, "App"));
  const role = valueOf(command, "Role");
  if (!ROLE.test(role)) refuse(`The simulator does not know the role '${role}'.`);
  const name = valueOf(command, "CustomResourceScope");
  const scope = context.world.directory.scopes.get(name);
  if (!scope) refuse(`There is no management scope '${name}'.`);
  application.rbacAssignments.push({ role, mailboxIds: { ...scope } });
  return `${role} over ${name}`;
}

function testAuthorization(context: ControlContext, command: Command): string {
  const application = applicationOf(context, valueOf(command, "Identity"));
  const mailbox = requireUser(context, valueOf(command, "Resource"));
  const inScope = new Set(rbacRoles(application, mailbox));
  const lines = application.rbacAssignments.map(({ role }) => {
    const short = role.replace(/^Application /i, "");
    return `${role}  InScope: ${inScope.has(short) ? "True" : "False"}`;
  });
  return lines.length > 0 ? lines.join("\n") : "No role is assigned.";
}

function markMailbox(context: ControlContext, command: Command): string {
  const user = requireUser(context, valueOf(command, "Identity"));
  user.customAttribute1 = valueOf(command, "CustomAttribute1");
  return "";
}

function shareCalendar(context: ControlContext, command: Command): string {
  const identity = valueOf(command, "Identity");
  const [, address] = FOLDER.exec(identity) ?? [];
  if (address === undefined) refuse(`'${identity}' is no calendar.`);
  const right = valueOf(command, "AccessRights");
  if (!/^(Editor|Reviewer)$/i.test(right)) refuse(`The simulator does not know '${right}'.`);
  const owner = requireUser(context, address);
  const sharee = requireUser(context, valueOf(command, "User"));
  const { shares } = context.world.directory;
  if (shares.some(({ ownerId, shareeId }) => ownerId === owner.id && shareeId === sharee.id)) {
    refuse(`An existing permission entry was found for user ${sharee.mail}.`);
  }
  const role = /^Editor$/i.test(right) ? "write" : "read";
  shares.push({ ownerId: owner.id, shareeId: sharee.id, role });
  return `Calendar  ${sharee.displayName}  {${right}}`;
}

function setProcessing(context: ControlContext, command: Command): string {
  const { room } = requireRoom(context, valueOf(command, "Identity"));
  const named = [...command.parameters].filter(([name]) => name !== "identity");
  const known = new Map(Object.keys(room.processing).map((key) => [key.toLowerCase(), key]));
  const entries = named.map(([name, text]) => [known.get(name) ?? name, plainValue(text)]);
  const change = roomProcessingChangeSchema.safeParse(Object.fromEntries(entries));
  if (!change.success) refuse(change.error.issues.map(({ message }) => message).join(" "));
  Object.assign(room.processing, change.data);
  return "";
}

function plainValue(text: string): string | number | boolean {
  if (/^\$(true|false)$/i.test(text)) return /true/i.test(text);
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** By the object id of its service principal, once Exchange knows it. */
function applicationOf({ world, entra }: ControlContext, objectId: string): AppRegistration {
  const found = [...world.directory.applications.values()].find(
    ({ clientId, isInExchange }) =>
      isInExchange === true && servicePrincipalIdOf(entra, clientId) === objectId,
  );
  return found ?? refuse(`Exchange knows no service principal '${objectId}'.`);
}

function valueOf({ cmdlet, parameters }: Command, name: string): string {
  return parameters.get(name.toLowerCase()) ?? refuse(`${cmdlet} needs the parameter -${name}.`);
}

function refuse(message: string): never {
  throw new ControlProblem("invalid_request", message);
}

import type { AppRegistration, DirectoryUser } from "../directory/directory.ts";
import { findApplication, type Entra } from "../entra/entra.ts";
import type { World } from "../world.ts";
import { ControlProblem } from "./problem.ts";

/** What the control API works on. */
export interface ControlContext {
  readonly entra: Entra;
  readonly world: World;
  /** Tells that the directory changed, so that it is kept. */
  readonly directoryChanged: () => void;
  readonly settingsChanged: () => void;
}

/** A person or room by id or address. */
export function requireUser({ world }: ControlContext, idOrAddress: string): DirectoryUser {
  const user = world.directory.findUser(idOrAddress);
  if (!user) {
    throw new ControlProblem("not_found", `There is no user "${idOrAddress}" in the directory.`);
  }
  return user;
}

/** A room mailbox by id or address. */
export function requireRoom(
  context: ControlContext,
  idOrAddress: string,
): DirectoryUser & { room: NonNullable<DirectoryUser["room"]> } {
  const user = requireUser(context, idOrAddress);
  if (!user.room) throw new ControlProblem("not_found", `"${idOrAddress}" is not a room.`);
  return { ...user, room: user.room };
}

/** An application by its client id. */
export function requireApplication({ entra }: ControlContext, clientId: string): AppRegistration {
  const application = findApplication(entra, clientId);
  if (!application) {
    throw new ControlProblem("not_found", `There is no application "${clientId}".`);
  }
  return application;
}

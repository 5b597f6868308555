import { followServices } from "../app/reservations/services/follow-services.ts";
import { type ServiceFollower, startServiceFollower } from "../jobs/service-follower.ts";
import type { Application } from "./open-application.ts";

/**
 * Part of the services `sync` and `jobs`, which do what services have to follow: what rooms answer,
 * what happens in Outlook, and how reservations come to their end.
 */
export function startFollowingServices(application: Application): ServiceFollower {
  const { reservations, stores, log, signals } = application;
  const deps = { ...reservations, followUps: stores.serviceFollowUps, log };
  const follower = startServiceFollower({ follow: () => followServices(deps), log });
  signals.wakeServiceFollower = () => follower.wake();
  return follower;
}

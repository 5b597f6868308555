type TokenStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const STORAGE_KEY = "usher.panel-token";

/** The token that this device was given when it was paired; null before that. */
export function readDeviceToken(storage: TokenStorage): string | null {
  return storage.getItem(STORAGE_KEY);
}

export function keepDeviceToken(storage: TokenStorage, token: string): void {
  storage.setItem(STORAGE_KEY, token);
}

export function forgetDeviceToken(storage: TokenStorage): void {
  storage.removeItem(STORAGE_KEY);
}

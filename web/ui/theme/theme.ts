export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** Also read by `public/theme.js`, before the first paint. */
const STORAGE_KEY = "usher.theme";

export function readTheme(storage: Storage): Theme {
  const stored = storage.getItem(STORAGE_KEY);
  return THEMES.find((theme) => theme === stored) ?? "system";
}

/** Keeps the choice on this device and shows it at once. */
export function chooseTheme(theme: Theme, storage: Storage, root: HTMLElement): void {
  if (theme === "system") {
    storage.removeItem(STORAGE_KEY);
    delete root.dataset["theme"];
    return;
  }
  storage.setItem(STORAGE_KEY, theme);
  root.dataset["theme"] = theme;
}

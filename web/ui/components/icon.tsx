/** Our own line drawings; always beside words, so hidden from screen readers. */
const PATHS = {
  home: "M4 11.5 12 4.5l8 7M6.5 10v9.5h11V10M10 19.5v-5h4v5",
  near: "M12 21s-6.5-5.6-6.5-11a6.5 6.5 0 0 1 13 0c0 5.4-6.5 11-6.5 11Zm0-13.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z",
  scan: "M4 8V4.5h4M16 4.5h4V8M20 16v3.5h-4M8 19.5H4V16M8 9h3v3H8zM13 9h3M13 12.5h3v3M8 15.5h2.5",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm5 12 4.5 4.5",
  calendar: "M5 6h14v14H5zM5 10h14M9 3.5V7m6-3.5V7",
  schedule: "M4 6h9M9 12h11M6 18h8M4 3v18",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7.5 8.5c0-4 3.5-6 7.5-6s7.5 2 7.5 6",
  people:
    "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 19.5c0-3.4 3-5 6.5-5s6.5 1.6 6.5 5M16 5a3.3 3.3 0 0 1 0 6.4m2.2 3.4c2 .7 3.3 2.2 3.3 4.7",
  settings: "M4 7h9m5 0h2M4 17h2m5 0h9M15.5 4.5v5m-7 5v5",
  floor: "M4 20h16M6 20V4h12v16M10 8h.01M14 8h.01M10 12h.01M14 12h.01M12 20v-4",
  check: "m5 12.5 4.5 4.5L19 7",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 7.5V12l3 2",
  warning: "M12 4 2.8 19.5h18.4L12 4Zm0 6v4.5m0 2.6v.01",
  cross: "m6 6 12 12M18 6 6 18",
  sync: "M4.5 12a7.5 7.5 0 0 1 13-5l2 2m0-4.5V9H15m4.5 3a7.5 7.5 0 0 1-13 5l-2-2m0 4.5V15H9",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  chevron: "m6 9.5 6 6 6-6",
  back: "m14.5 5.5-6.5 6.5 6.5 6.5",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  pause: "M9 6v12M15 6v12",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, sizePx = 18 }: { name: IconName; sizePx?: number }) {
  return (
    <svg
      className="icon"
      aria-hidden="true"
      width={sizePx}
      height={sizePx}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

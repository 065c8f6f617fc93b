import styles from "./Icon.module.css";

/** Path data on a 20 px grid with a 1.5 px round stroke. `solids` are filled instead. */
const strokes = {
  add: "M10 4v12M4 10h12",
  alert: "M10 3.2 17.6 16.4H2.4ZM10 8v4M10 14.2v.1",
  arrowDown: "M10 4v12M5 11l5 5 5-5",
  arrowUp: "M10 16V4M5 9l5-5 5 5",
  attach:
    "M16 9.2 10.2 15a3.6 3.6 0 0 1-5.1-5.1l6.1-6.1a2.4 2.4 0 0 1 3.4 3.4l-6 6a1.2 1.2 0 0 1-1.7-1.7L12.2 6.2",
  chats: "M3.5 5.5a2 2 0 0 1 2-2h9a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H10l-3.8 3v-3h-.7a2 2 0 0 1-2-2Z",
  check: "m4.5 10.5 3.6 3.6 7.4-8",
  checkCircle: "M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14ZM7 10.2l2.1 2.1 3.9-4.2",
  chevronDown: "m5.5 8 4.5 4.5L14.5 8",
  chevronLeft: "M12 5.5 7.5 10l4.5 4.5",
  chevronRight: "M8 5.5 12.5 10 8 14.5",
  close: "m5 5 10 10M15 5 5 15",
  clock: "M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14ZM10 6.5V10l2.5 1.5",
  copy: "M7.5 7.5h7a1.5 1.5 0 0 1 1.5 1.5v6.5a1.5 1.5 0 0 1-1.5 1.5H8A1.5 1.5 0 0 1 6.5 15.5V9A1.5 1.5 0 0 1 8 7.5M4.8 12.5H4.5A1.5 1.5 0 0 1 3 11V4.5A1.5 1.5 0 0 1 4.5 3H11a1.5 1.5 0 0 1 1.5 1.5v.3",
  download: "M10 3.5v9.5M5.5 9l4.5 4.5L14.5 9M4 16.5h12",
  edit: "M12.6 4.3a1.7 1.7 0 0 1 2.4 0l.7.7a1.7 1.7 0 0 1 0 2.4L8 15.1l-4 .9.9-4ZM11.2 5.7l3.1 3.1",
  external:
    "M8.5 4.5H5A1.5 1.5 0 0 0 3.5 6v9A1.5 1.5 0 0 0 5 16.5h9a1.5 1.5 0 0 0 1.5-1.5v-3.5M11.5 3.5h5v5M16.5 3.5 9.5 10.5",
  file: "M11.5 3H6.5A1.5 1.5 0 0 0 5 4.5v11A1.5 1.5 0 0 0 6.5 17h7a1.5 1.5 0 0 0 1.5-1.5v-9ZM11.5 3v3.5H15",
  folder:
    "M3 6a1.5 1.5 0 0 1 1.5-1.5h3L9.5 7h6A1.5 1.5 0 0 1 17 8.5v5.5a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 14Z",
  gear: "M8.8 4.6 9 2.8h2l.2 1.8 1.8.8 1.4-1.2 1.4 1.4L14.6 7l.8 1.8 1.8.2v2l-1.8.2-.8 1.8 1.2 1.4-1.4 1.4-1.4-1.2-1.8.8-.2 1.8H9l-.2-1.8L7 14.6l-1.4 1.2-1.4-1.4L5.4 13l-.8-1.8L2.8 11V9l1.8-.2L5.4 7 4.2 5.6l1.4-1.4L7 5.4ZM10 7.7a2.3 2.3 0 1 1 0 4.6 2.3 2.3 0 0 1 0-4.6Z",
  image:
    "M4.5 3.5h11a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1ZM4 14l4-4 3 3 2-2 3.2 3.2M12.8 7.2v.1",
  info: "M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14ZM10 9.2v4.3M10 6.6v.1",
  keyboard:
    "M4 5.5h12A1.5 1.5 0 0 1 17.5 7v6a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 13V7A1.5 1.5 0 0 1 4 5.5ZM5.8 8.5v.1M8.6 8.5v.1M11.4 8.5v.1M14.2 8.5v.1M7 11.7h6",
  menu: "M3.5 6h13M3.5 10h13M3.5 14h13",
  microphone:
    "M10 3a2.5 2.5 0 0 1 2.5 2.5v4a2.5 2.5 0 0 1-5 0v-4A2.5 2.5 0 0 1 10 3ZM5 9.5a5 5 0 0 0 10 0M10 14.5V17",
  model: "m10 2.8 6.3 3.6v7.2L10 17.2l-6.3-3.6V6.4ZM3.9 6.5 10 10l6.1-3.5M10 10v7",
  newChat:
    "M9.5 4H5.5a2 2 0 0 0-2 2v8.5a2 2 0 0 0 2 2H14a2 2 0 0 0 2-2v-4M15.1 3.3a1.4 1.4 0 0 1 2 2L11 11.4l-2.7.7.7-2.7Z",
  pin: "M7.2 3h5.6M8 3v5.2L5.2 11v1.4h9.6V11L12 8.2V3M10 12.4V17",
  regenerate: "M15.8 8.2A6.2 6.2 0 0 0 4.2 8M4 4.2V8h3.8M4.2 11.8A6.2 6.2 0 0 0 15.8 12M16 15.8V12h-3.8",
  restore: "M4 10a6 6 0 1 0 1.8-4.3L4 7.5M4 3.5v4h4",
  search: "M8.8 3.5a5.3 5.3 0 1 1 0 10.6 5.3 5.3 0 0 1 0-10.6ZM12.7 12.7l3.8 3.8",
  server:
    "M4.5 3.5h11a1 1 0 0 1 1 1V8a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1V4.5a1 1 0 0 1 1-1ZM4.5 11h11a1 1 0 0 1 1 1v3.5a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1V12a1 1 0 0 1 1-1ZM6.5 6.2v.1M6.5 13.7v.1",
  settings:
    "M3 6h7.5M14.5 6H17M12.5 4a2 2 0 1 1 0 4 2 2 0 0 1 0-4ZM3 14h2.5M9.5 14H17M7.5 12a2 2 0 1 1 0 4 2 2 0 0 1 0-4Z",
  sidebar:
    "M5 3.8h10A1.7 1.7 0 0 1 16.7 5.5v9A1.7 1.7 0 0 1 15 16.2H5a1.7 1.7 0 0 1-1.7-1.7v-9A1.7 1.7 0 0 1 5 3.8ZM8 3.8v12.4",
  thinking:
    "M10 2.5c.6 4.2 3.2 6.9 7.5 7.5-4.3.6-6.9 3.3-7.5 7.5-.6-4.2-3.2-6.9-7.5-7.5 4.3-.6 6.9-3.3 7.5-7.5Z",
  trash:
    "M3.5 5.5h13M8 5.5V4a1 1 0 0 1 1-1h2a1 1 0 0 1 1 1v1.5M5 5.5l.7 10a1.5 1.5 0 0 0 1.5 1.5h5.6a1.5 1.5 0 0 0 1.5-1.5l.7-10M8.4 9v4.5M11.6 9v4.5",
  wave: "M3.5 8.5v3M6.7 6v8M10 3.8v12.4M13.3 7v6M16.5 8.5v3",
} as const;

const solids = {
  more: "M4.5 8.6a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8ZM10 8.6a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8ZM15.5 8.6a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8Z",
  pause: "M6 4.5h2.5v11H6ZM11.5 4.5H14v11h-2.5Z",
  play: "M6.5 4.2v11.6L15.8 10Z",
  stop: "M6.5 5h7A1.5 1.5 0 0 1 15 6.5v7a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 5 13.5v-7A1.5 1.5 0 0 1 6.5 5Z",
} as const;

export type IconName = keyof typeof strokes | keyof typeof solids;

/** Decorative: the surrounding element has the accessible name. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  const isSolid = name in solids;
  const path = isSolid ? solids[name as keyof typeof solids] : strokes[name as keyof typeof strokes];
  return (
    <svg
      className={isSolid ? styles.solid : styles.stroke}
      viewBox="0 0 20 20"
      width={size}
      height={size}
      aria-hidden="true"
      focusable="false"
    >
      <path d={path} />
    </svg>
  );
}

import { Notification } from "electron";
import type { MenuWords } from "./menu-words.ts";
import type { UnseenEnd } from "./unseen-ends.ts";

/** Notifications that are shown, which would lose their click when they are collected. */
const shown = new Set<Notification>();

/** Tells the user through the system; a click opens the chat or the window. */
export function notify(
  end: UnseenEnd,
  words: MenuWords["notifications"],
  open: (end: UnseenEnd) => void,
): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title: "Facet", body: bodyOf(end, words) });
  shown.add(notification);
  notification.on("click", () => open(end));
  for (const event of ["click", "close", "failed"] as const) {
    notification.on(event as "close", () => void shown.delete(notification));
  }
  notification.show();
}

function bodyOf(end: UnseenEnd, words: MenuWords["notifications"]): string {
  switch (end.type) {
    case "reply":
      return words.reply;
    case "question":
      return words.question;
    case "download":
      return end.isDone ? words.downloaded(end.name) : words.downloadFailed(end.name);
  }
}

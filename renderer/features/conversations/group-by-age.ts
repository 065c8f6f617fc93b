import type { ConversationSummary } from "../../../shared/chat/conversation.ts";
import { calendarDaysBetween } from "../../i18n/format.ts";

export type Age =
  | { readonly type: "today" | "yesterday" | "previous-7-days" }
  /** `timeMs` is any time within the month. */
  | { readonly type: "month"; readonly timeMs: number };

export interface AgeGroup {
  readonly key: string;
  readonly age: Age;
  readonly conversations: readonly ConversationSummary[];
}

/** Groups a list that is sorted by most recent update. Times in the future count as today. */
export function groupByAge(
  conversations: readonly ConversationSummary[],
  nowMs: number,
): readonly AgeGroup[] {
  const groups: { key: string; age: Age; conversations: ConversationSummary[] }[] = [];
  for (const conversation of conversations) {
    const age = ageOf(conversation.updatedAtMs, nowMs);
    const key = keyOf(age);
    const last = groups.at(-1);
    if (last?.key === key) {
      last.conversations.push(conversation);
    } else {
      groups.push({ key, age, conversations: [conversation] });
    }
  }
  return groups;
}

function ageOf(timeMs: number, nowMs: number): Age {
  const days = calendarDaysBetween(timeMs, nowMs);
  if (days <= 0) {
    return { type: "today" };
  }
  if (days === 1) {
    return { type: "yesterday" };
  }
  return days <= 7 ? { type: "previous-7-days" } : { type: "month", timeMs };
}

function keyOf(age: Age): string {
  if (age.type !== "month") {
    return age.type;
  }
  const date = new Date(age.timeMs);
  return `${date.getFullYear()}-${date.getMonth() + 1}`;
}

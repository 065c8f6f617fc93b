import { createContext } from "react";
import type { Attached } from "../../../shared/tasks/task.ts";

/** What the tasks feature needs from the app around it. */
export interface TasksHost {
  /** `isPreparing`: the kind of an attachment may still change. */
  readonly useAttached: (draftKey: string) => Attached & { readonly isPreparing: boolean };
  readonly useDraft: (draftKey: string) => string;
  readonly changeDraft: (draftKey: string, text: string) => void;
  /** Whether images are prepared at the resolution that documents need. */
  readonly setDetail: (draftKey: string, needsDetail: boolean) => void;
  readonly focusDraft: () => void;
}

export const TasksHostContext = createContext<TasksHost>({
  useAttached: () => ({ images: 0, recordings: 0, videos: 0, isPreparing: false }),
  useDraft: () => "",
  changeDraft: () => undefined,
  setDetail: () => undefined,
  focusDraft: () => undefined,
});

import { createContext } from "react";
import type { Attached } from "../../../shared/tasks/task.ts";

/** What tasks need of the app around them. */
export interface TasksHost {
  /** `isPreparing`: what it will be is not certain yet. */
  readonly useAttached: (draftKey: string) => Attached & { readonly isPreparing: boolean };
  readonly useDraft: (draftKey: string) => string;
  readonly changeDraft: (draftKey: string, text: string) => void;
  /** Whether pictures are to be prepared as closely as documents are. */
  readonly setDetail: (draftKey: string, needsDetail: boolean) => void;
  readonly focusDraft: () => void;
}

export const TasksHostContext = createContext<TasksHost>({
  useAttached: () => ({ images: 0, recordings: 0, films: 0, isPreparing: false }),
  useDraft: () => "",
  changeDraft: () => undefined,
  setDetail: () => undefined,
  focusDraft: () => undefined,
});

import { readReceiptTask } from "../shared/tasks/read-receipt.ts";
import { transcribeTask } from "../shared/tasks/transcribe.ts";
import { demoSample, type DemoSample } from "./demo-samples.ts";
import { focusComposer } from "./features/chat/composer/focus-composer.ts";
import type { ChatTasks } from "./features/chat/chat-host.ts";
import { changeDraft, useDrafts } from "./features/chat/state/drafts.ts";
import { pickFiles } from "./features/media/attach/pick-files.ts";
import type { AttachmentItem } from "./features/media/state/attachment-item.ts";
import { useItems } from "./features/media/state/attachment-list.ts";
import { attachFiles, setLeastDetail } from "./features/media/state/attachments.ts";
import { openRecorder } from "./features/media/voice/recorder-request.ts";
import { TaskOffers } from "./features/tasks/offers/TaskOffers.tsx";
import { SentPrompt } from "./features/tasks/offers/SentPrompt.tsx";
import { useTaskEffects } from "./features/tasks/state/use-task-effects.ts";
import { takeTask, setPendingTask } from "./features/tasks/state/chosen-tasks.ts";
import { TaskReply } from "./features/tasks/TaskReply.tsx";
import type { TasksHost } from "./features/tasks/tasks-host.ts";

/** Drafts and their attachments, as the tasks feature uses them. */
export const tasksHost: TasksHost = {
  useAttached: (draftKey) => {
    const items = useItems(draftKey);
    const kinds = items.map(kindOf);
    const count = (kind: Kind) => kinds.filter((each) => each === kind).length;
    return {
      images: count("image"),
      recordings: count("audio"),
      videos: count("video"),
      isPreparing: items.some(({ state }) => state.type !== "ready"),
    };
  },
  useDraft: (draftKey) => useDrafts((state) => state.texts[draftKey] ?? ""),
  changeDraft,
  setDetail: setLeastDetail,
  focusDraft: focusComposer,
};

/** Tasks, as the chat feature uses them. */
export const chatTasks: ChatTasks = {
  Offers: TaskOffers,
  take: takeTask,
  useEffects: useTaskEffects,
  SentPrompt,
  attachSample: (draftKey, which) => attachSample(draftKey, which),
  onReadReceipts: (draftKey) => void pickReceipts(draftKey),
  onTranscribe: (draftKey) => openRecorder(() => setPendingTask(draftKey, transcribeTask.name)),
  TaskReply,
};

async function attachSample(draftKey: string, which: DemoSample): Promise<void> {
  const { file, task } = await demoSample(which);
  attachFiles(draftKey, [file]);
  setPendingTask(draftKey, task);
}

async function pickReceipts(draftKey: string): Promise<void> {
  const files = await pickFiles("pictures");
  if (files.length === 0) return;
  attachFiles(draftKey, files);
  setPendingTask(draftKey, readReceiptTask.name);
}

type Kind = "image" | "audio" | "video" | "other";

/** Before it is prepared, the kind follows from the name and the media type. */
function kindOf({ name, source, state, page }: AttachmentItem): Kind {
  if (state.type === "ready") return state.attachment.type === "media" ? state.attachment.kind : "other";
  if (page !== null || /\.(pdf|heic|heif)$/i.test(name)) return "image";
  const kind = source.type.split("/")[0];
  return kind === "image" || kind === "audio" || kind === "video" ? kind : "other";
}

import type { Failure } from "../../../../shared/ipc/result.ts";
import type { ModelId } from "../../../../shared/models/model.ts";
import { describeFailure } from "../../../i18n/describe-failure.ts";
import { getText } from "../../../i18n/i18n.ts";
import { request } from "../../../ipc/client.ts";
import { showFailure, showNews } from "../../../toasts.ts";

/**
 * Deletes or hides a model and offers to undo that. The disk space of a deleted one is freed when Undo is not
 * offered any more.
 */
export async function removeModel(modelId: ModelId, name: string): Promise<void> {
  const result = await request("models.remove", { modelId });
  if (!result.ok) {
    reportFailure(result.error);
    return;
  }
  const { downloads, common } = getText();
  const text = result.value.how === "deleted" ? downloads.deleted(name) : downloads.hidden(name);
  let isUndone = false;
  const undo = () => {
    isUndone = true;
    void restoreModel(modelId);
  };
  showNews({
    text,
    action: { label: common.undo, perform: undo },
    onGone: () => {
      if (!isUndone && result.value.how === "deleted") void request("models.purge", { modelId });
    },
  });
}

export async function revealModel(modelId: ModelId): Promise<void> {
  const result = await request("models.reveal", { modelId });
  if (!result.ok) reportFailure(result.error);
}

/** Opens the system's dialog to choose a file or folder. */
export async function addModels(what: "file" | "folder"): Promise<void> {
  const result = await request("models.add", { what });
  if (!result.ok) reportFailure(result.error);
}

export async function showHiddenModels(): Promise<void> {
  const result = await request("models.showHidden", {});
  if (!result.ok) reportFailure(result.error);
}

async function restoreModel(modelId: ModelId): Promise<void> {
  const result = await request("models.restore", { modelId });
  if (!result.ok) reportFailure(result.error);
}

function reportFailure(failure: Failure): void {
  const { title, detail } = describeFailure(failure, getText());
  showFailure({ text: title, detail });
}

import { useEffect, useState } from "react";
import type { Failure } from "../../../../shared/ipc/result.ts";
import type { TemplatePreview } from "../../../../shared/models/chat-template.ts";
import { maxTemplateLength } from "../../../../shared/models/max-template-length.ts";
import type { ModelId } from "../../../../shared/models/model.ts";
import { request } from "../../../ipc/client.ts";

export interface PreviewOfText {
  /** The text that was rendered and checked; the editor may hold a newer one. */
  readonly source: string;
  readonly preview: TemplatePreview;
}

/** Typing pauses this long before the text is rendered. */
const pauseMs = 300;

/**
 * Renders and checks the text whenever typing pauses. The last preview stays until the next one is there.
 * @param isLoaded whether the model is loaded: its tokens can then be counted
 */
export function useTemplatePreview(
  modelId: ModelId,
  source: string | null,
  thinking: boolean,
  isLoaded: boolean,
): { readonly shown: PreviewOfText | null; readonly failure: Failure | null } {
  const [shown, setShown] = useState<PreviewOfText | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isFirst = shown === null;
  useEffect(() => {
    if (source === null) return;
    let isCurrent = true;
    const ask = async () => {
      const result = await previewOf(modelId, source, thinking);
      if (!isCurrent) return;
      if (result.ok) setShown({ source, preview: result.value });
      setFailure(result.ok ? null : result.error);
    };
    const timer = setTimeout(() => void ask(), isFirst ? 0 : pauseMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
    // The first answer only ends the waiting for it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [modelId, source, thinking, isLoaded]);
  return { shown, failure };
}

const tooLong: TemplatePreview = {
  segments: [],
  problems: [{ severity: "error", code: "too-long", situation: null, line: null, detail: null }],
  tokens: null,
};

async function previewOf(modelId: ModelId, template: string, thinking: boolean) {
  return template.length > maxTemplateLength
    ? ({ ok: true, value: tooLong } as const)
    : request("models.previewTemplate", { modelId, template, thinking });
}

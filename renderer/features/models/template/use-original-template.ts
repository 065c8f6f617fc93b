import { useEffect, useState } from "react";
import type { Result } from "../../../../shared/ipc/result.ts";
import type { OriginalTemplate } from "../../../../shared/models/chat-template.ts";
import type { ModelId } from "../../../../shared/models/model.ts";
import { request } from "../../../ipc/client.ts";

/** Reads the template from the model's file. `result` is null until then. */
export function useOriginalTemplate(modelId: ModelId) {
  const [result, setResult] = useState<Result<OriginalTemplate> | null>(null);
  const [attempt, setAttempt] = useState(1);
  useEffect(() => {
    let isCurrent = true;
    const load = async () => {
      const answer = await request("models.template", { modelId });
      if (isCurrent) setResult(answer);
    };
    void load();
    return () => {
      isCurrent = false;
    };
  }, [modelId, attempt]);
  return { result, retry: () => setAttempt(attempt + 1) };
}

import { stat } from "node:fs/promises";
import type { LoadRequest } from "../../../../shared/inference/engine-protocol.ts";
import { AppError } from "../../../../shared/ipc/result.ts";

/**
 * The identity of all files of a load: a file that was replaced under the same path has another one.
 * @throws AppError `model-missing`
 */
export async function loadFingerprint(request: LoadRequest): Promise<string> {
  const { modelPath, projectorPath, drafterPath, parts = [] } = request;
  const paths = [
    ...(projectorPath === undefined ? [modelPath] : [modelPath, projectorPath]),
    ...parts.flatMap((part) => [part.modelPath, part.projectorPath]),
  ];
  // The model works without its drafter.
  const drafter = drafterPath ? await fileFacts(drafterPath).catch(() => null) : null;
  return JSON.stringify([...(await Promise.all(paths.map(fileFacts))), drafter]);
}

async function fileFacts(path: string): Promise<unknown> {
  try {
    const { size, mtimeMs } = await stat(path);
    return [path, size, mtimeMs];
  } catch {
    throw new AppError("model-missing", `There is no model file at ${path}`);
  }
}

/** How the user named a model on the command line. */
export type ModelReference =
  | { readonly type: "path"; readonly path: string }
  /** `quantization` in capitals; null: not given. */
  | { readonly type: "repository"; readonly repo: string; readonly quantization: string | null }
  | { readonly type: "name"; readonly name: string };

const hub = /^(?:https?:\/\/)?(?:hf\.co|huggingface\.co)\//i;
const repository = /^([A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9_][\w.-]{0,95})(?::([\w.-]{1,64}))?$/;

/**
 * A repository begins with `hf.co/`, or is `owner/repo` and no path that exists.
 * @param exists whether there is a file or folder of this name
 */
export function modelReference(typed: string, exists: boolean): ModelReference {
  const isHub = hub.test(typed);
  const match = repository.exec(typed.replace(hub, "").replace(/\/$/, ""));
  if (match !== null && (isHub || !exists)) {
    const [, repo = "", quantization] = match;
    return { type: "repository", repo, quantization: quantization?.toUpperCase() ?? null };
  }
  const isPath = /[\\/]|\.gguf$/i.test(typed);
  return isPath || exists ? { type: "path", path: typed } : { type: "name", name: typed };
}

import type { LoadRequest } from "./engine-protocol.ts";

/** Whether two requests differ at most in the context length. */
export function isSameSetup(a: LoadRequest, b: LoadRequest): boolean {
  return (
    a.modelPath === b.modelPath &&
    a.projectorPath === b.projectorPath &&
    (a.drafterPath ?? null) === (b.drafterPath ?? null) &&
    (a.usesLookup ?? true) === (b.usesLookup ?? true) &&
    (a.kvType ?? "f16") === (b.kvType ?? "f16") &&
    a.gpuLayers === b.gpuLayers &&
    a.threads === b.threads &&
    a.chatTemplate === b.chatTemplate &&
    pathsOf(a) === pathsOf(b)
  );
}

const pathsOf = ({ parts = [] }: LoadRequest) =>
  JSON.stringify(parts.map(({ modelPath, projectorPath }) => [modelPath, projectorPath]));

export function isSameLoad(a: LoadRequest, b: LoadRequest): boolean {
  return isSameSetup(a, b) && a.contextLength === b.contextLength;
}

import { basename } from "node:path";
import { usageFailure } from "../terminal/command-failure.ts";
import type { UsableModel } from "./usable-models.ts";

/**
 * A model uses the projector in its own folder.
 * @param path as `--mmproj` names it; undefined: whichever it is
 * @throws CommandFailure where it is another one
 */
export function expectProjector(model: UsableModel, path: string | undefined): void {
  if (path === undefined) return;
  const projector = model.type === "local" ? model.model.projector : null;
  if (projector?.fileName === basename(path)) return;
  throw usageFailure(
    projector === null
      ? `${model.name} has no projector. Put ${basename(path)} into the folder of the model's file.`
      : `${model.name} uses ${projector.fileName}. Leave only ${basename(path)} in its folder to use that.`,
  );
}

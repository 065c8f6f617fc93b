import type { Model } from "../../../../shared/models/model.ts";
import { useText } from "../../../i18n/i18n.ts";
import { IconButton } from "../../../ui/IconButton.tsx";
import { isThisComputer } from "../../../this-computer.ts";
import { Menu, MenuItem } from "../../../ui/Menu.tsx";
import { useModels } from "../models-store.ts";
import { removeModel, revealModel } from "./model-file-actions.ts";

/** Menu to reveal, delete or hide a model's files. The demo has none, and neither have other devices. */
export function ModelActions({ model, name }: { readonly model: Model; readonly name: string }) {
  const words = useText().downloads;
  const host = useModels((state) => state.host);
  if (model.isDemo || !isThisComputer()) return null;
  const isOwn = model.origin === "own";
  return (
    <Menu
      label={words.actions(name)}
      placement="below-end"
      trigger={(trigger) => <IconButton label={words.actions(name)} icon="more" {...trigger} />}
    >
      {host === "desktop" && (
        <MenuItem icon="folder" onSelect={() => void revealModel(model.id)}>
          {words.reveal}
        </MenuItem>
      )}
      <MenuItem icon={isOwn ? "trash" : "close"} onSelect={() => void removeModel(model.id, name)}>
        {isOwn ? words.remove : words.hide}
      </MenuItem>
    </Menu>
  );
}

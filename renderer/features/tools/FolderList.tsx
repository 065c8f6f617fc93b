import { useState, type KeyboardEvent } from "react";
import type { FolderGrant } from "../../../shared/tools/folder-grant.ts";
import { useText } from "../../i18n/i18n.ts";
import { isThisComputer } from "../../this-computer.ts";
import { Button } from "../../ui/Button.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { MiddleCut } from "../../ui/MiddleCut.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { grantFolder, revokeFolder, useTools } from "./tools-store.ts";
import styles from "./ToolsMenu.module.css";

/** The folders that the tools for files may use. Other devices see them and can't change them. */
export function FolderList() {
  const mayChange = isThisComputer();
  const text = useText().tools;
  const folders = useTools((state) => state.folders);
  const [path, setPath] = useState("");
  const add = async () => {
    const wanted = path.trim();
    if (wanted !== "" && (await grantFolder({ path: wanted, canWrite: false }))) setPath("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // The message box is in the same form.
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void add();
  };
  return (
    <section aria-label={text.folders} className={styles.folders}>
      {folders.length === 0 && <p className={styles.hint}>{text.noFolders}</p>}
      <ul className={styles.tools}>
        {folders.map((folder) => (
          <li key={folder.path} className={styles.folder}>
            <MiddleCut text={folder.path} />
            {mayChange && <FolderControls folder={folder} />}
          </li>
        ))}
      </ul>
      {mayChange && (
        <div className={styles.add}>
          <TextField
            type="text"
            label={text.folderPath}
            placeholder={text.folderPlaceholder}
            value={path}
            onChange={setPath}
            onKeyDown={onKeyDown}
          />
          <Button onClick={() => void add()} aria-disabled={path.trim() === ""}>
            {text.addFolder}
          </Button>
        </div>
      )}
    </section>
  );
}

function FolderControls({ folder }: { readonly folder: FolderGrant }) {
  const text = useText().tools;
  return (
    <>
      <IconButton
        size="small"
        icon="trash"
        label={text.removeFolder(folder.path)}
        onClick={() => void revokeFolder(folder.path)}
      />
      <Switch
        isOn={folder.canWrite}
        onChange={(canWrite) => void grantFolder({ path: folder.path, canWrite })}
        aria-label={text.mayWrite(folder.path)}
      >
        {text.mayWriteShort}
      </Switch>
    </>
  );
}

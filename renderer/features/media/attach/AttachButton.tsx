import { useText } from "../../../i18n/i18n.ts";
import { IconButton } from "../../../ui/IconButton.tsx";
import { attachFiles } from "../state/attachments.ts";
import { pickFiles } from "./pick-files.ts";

/** Accepts every file type; the kind is detected from the file's bytes. */
export function AttachButton({ draftKey }: { readonly draftKey: string }) {
  const text = useText().media;
  const attach = async () => attachFiles(draftKey, await pickFiles("anything"));
  return <IconButton icon="attach" label={text.attach} onClick={() => void attach()} />;
}

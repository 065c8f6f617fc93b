import { useRef } from "react";
import { useText } from "../../../i18n/i18n.ts";
import { IconButton } from "../../../ui/IconButton.tsx";
import { attachButtonId } from "./open-tools.ts";
import { attachFiles } from "../state/attachments.ts";

/** Opens the system's own dialog. Every kind of file can be chosen: what it is, is told from its bytes. */
export function AttachButton({ draftKey }: { readonly draftKey: string }) {
  const text = useText().media;
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-hidden="true"
        tabIndex={-1}
        onChange={(event) => {
          attachFiles(draftKey, [...(event.target.files ?? [])]);
          // The same file may be chosen again.
          event.target.value = "";
        }}
      />
      <IconButton
        id={attachButtonId}
        icon="attach"
        label={text.attach}
        onClick={() => input.current?.click()}
      />
    </>
  );
}

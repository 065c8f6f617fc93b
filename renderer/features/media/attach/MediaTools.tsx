import { RecordButton } from "../voice/RecordButton.tsx";
import { AttachButton } from "./AttachButton.tsx";

/** What stands beside the message box. */
export function MediaTools({ draftKey }: { readonly draftKey: string }) {
  return (
    <>
      <AttachButton draftKey={draftKey} />
      <RecordButton draftKey={draftKey} />
    </>
  );
}

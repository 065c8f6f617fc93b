import { RecordButton } from "../voice/RecordButton.tsx";
import { AttachButton } from "./AttachButton.tsx";

/** The media buttons beside the message box. */
export function MediaTools({ draftKey }: { readonly draftKey: string }) {
  return (
    <>
      <AttachButton draftKey={draftKey} />
      <RecordButton draftKey={draftKey} />
    </>
  );
}

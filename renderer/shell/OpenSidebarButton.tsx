import { useText } from "../i18n/i18n.ts";
import { IconButton } from "../ui/IconButton.tsx";
import { showSidebar } from "./sidebar-visibility.ts";
import type { Commands } from "./use-commands.ts";

/** For the bar of a page while the sidebar is hidden. */
export function OpenSidebarButton({ commands }: { readonly commands: Commands }) {
  return (
    <IconButton
      icon="sidebar"
      label={useText().common.openSidebar}
      aria-expanded={false}
      onClick={() => showSidebar(true)}
      {...commands.keysOf("sidebar")}
    />
  );
}

export { MenuButton, MenuButtonItem, MenuButtonSeparator } from "./MenuButton.tsx";
export { PanelButton } from "./PanelButton.tsx";
export { TooltipBubble } from "./TooltipBubble.tsx";

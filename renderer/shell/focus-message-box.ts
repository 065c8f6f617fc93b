/** The one text area of the reading area: where one types. */
export function focusMessageBox(): void {
  document.querySelector<HTMLElement>("main textarea")?.focus();
}

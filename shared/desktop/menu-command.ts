/** A command of the page, as the application menu shows it. */
export interface MenuCommand {
  readonly id: string;
  /** In the app's language. */
  readonly label: string;
  /** In Electron's notation, such as `CommandOrControl+N`. */
  readonly accelerator: string;
}

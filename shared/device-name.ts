/**
 * Whether Windows takes a file or folder of this name for a device, whatever its extension: writing to `NUL` or
 * `con.gguf` creates no file, and `COM1` may be a modem.
 */
export function isDeviceName(name: string): boolean {
  return /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:[.:]|$)/i.test(name);
}

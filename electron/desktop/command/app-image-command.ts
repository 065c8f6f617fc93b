import { scriptMark, startsComment } from "./command-file.ts";

/**
 * The command of an AppImage. The app inside has a path only while it is mounted, so the script has the AppImage
 * mount itself. The mount is ended when nothing holds the pipe `alive` open any more: neither this process, which
 * becomes the command, nor a process that it was handed to.
 * @param appImage absolute path without line breaks
 */
export function appImageCommand(appImage: string): string {
  return `#!/bin/sh
# ${scriptMark}
# ${startsComment(appImage)}
appimage=${quoted(appImage)}
if [ ! -x "$appimage" ]; then
  echo "facet: $appimage is gone. Start Facet, and install the command again in its settings." >&2
  exit 1
fi
folder=$(mktemp -d) && mkfifo "$folder/mounted" "$folder/alive" || exit 1
setsid sh -c '
  "$1" --appimage-mount >"$2/mounted" &
  mount=$!
  cat "$2/alive"
  kill "$mount"
  rm -rf "$2"
' facet "$appimage" "$folder" </dev/null >/dev/null 2>&1 &
exec 9>"$folder/alive"
read -r mounted <"$folder/mounted"
if [ ! -x "$mounted/resources/bin/facet" ]; then
  echo "facet: $appimage could not be mounted. Does it start from its icon?" >&2
  exit 1
fi
exec "$mounted/resources/bin/facet" "$@"
`;
}

/** As one word of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

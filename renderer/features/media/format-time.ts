/** Formats a playback position: `0:07`, `12:30`, `1:02:03`. */
export function formatTime(timeMs: number): string {
  const seconds = Math.floor(timeMs / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}

import { isPortTaken } from "./listen-failure.ts";

/** The default port. A fixed port keeps what browsers store for the origin, and the addresses that users know. */
export const usualPort = 4417;

/** Starts on the default port, or on any free one while another program uses that. */
export async function onUsualPort<T>(start: (port: number) => Promise<T>): Promise<T> {
  try {
    return await start(usualPort);
  } catch (thrown) {
    if (isPortTaken(thrown)) return start(0);
    throw thrown;
  }
}

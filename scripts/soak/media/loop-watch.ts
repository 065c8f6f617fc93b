/**
 * How long the event loop's own thread is busy in one go while something is at work beside it. In time of that thread, which a
 * busy machine does not lengthen.
 */
export class LoopWatch {
  longestMs = 0;

  async during<T>(job: () => Promise<T>): Promise<T> {
    let before = process.threadCpuUsage();
    const look = () => {
      const { user, system } = process.threadCpuUsage(before);
      this.longestMs = Math.max(this.longestMs, (user + system) / 1000);
      before = process.threadCpuUsage();
    };
    // Between two looks the loop was free to look.
    const timer = setInterval(look, 2);
    try {
      return await job();
    } finally {
      look();
      clearInterval(timer);
    }
  }
}

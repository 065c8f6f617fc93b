/**
 * Measures how long the event loop's thread is busy without a pause while other work runs beside it, in CPU
 * time of that thread, which load on the machine does not lengthen.
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
    // The loop was free between two ticks.
    const timer = setInterval(look, 2);
    try {
      return await job();
    } finally {
      look();
      clearInterval(timer);
    }
  }
}

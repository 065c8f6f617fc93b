#pragma once

#include <atomic>
#include <cstdint>

#include "napi.h"

/**
 * Two numbers shared with JavaScript: a stop flag, written by JavaScript, and the progress, which JavaScript
 * polls. Nothing has to be sent through the event loop.
 */
class Control {
  public:
    /** @param array an Int32Array of two elements, which the caller keeps alive */
    explicit Control(Napi::Int32Array array)
        : stop(reinterpret_cast<std::atomic<int32_t> *>(array.Data())),
          progress(reinterpret_cast<std::atomic<int32_t> *>(array.Data() + 1)) {}

    bool isStopped() const { return stop->load(std::memory_order_relaxed) != 0; }

    /** Sets the progress from 0 to 1, stored in thousandths; it never decreases. */
    void report(double done) {
      const auto wanted = static_cast<int32_t>(done * 1000);
      if (wanted > progress->load(std::memory_order_relaxed)) {
        progress->store(wanted, std::memory_order_relaxed);
      }
    }

    /** Increments the progress, where the total is not known. */
    void count() { progress->fetch_add(1, std::memory_order_relaxed); }

  private:
    static_assert(sizeof(std::atomic<int32_t>) == sizeof(int32_t), "laid out as JavaScript sees it");
    std::atomic<int32_t> * stop;
    std::atomic<int32_t> * progress;
};

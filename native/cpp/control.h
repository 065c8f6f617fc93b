#pragma once

#include <atomic>
#include <cstdint>

#include "napi.h"

/**
 * Two numbers shared with JavaScript: whether what runs is to stop, and how far it is. JavaScript writes the first and looks at
 * the second when it likes; nothing has to be sent through the event loop.
 */
class Control {
  public:
    /** @param array an Int32Array of two elements, to be kept alive */
    explicit Control(Napi::Int32Array array)
        : stop(reinterpret_cast<std::atomic<int32_t> *>(array.Data())),
          progress(reinterpret_cast<std::atomic<int32_t> *>(array.Data() + 1)) {}

    bool isStopped() const { return stop->load(std::memory_order_relaxed) != 0; }

    /** Of what a job has to do, from 0 to 1, in thousandths; it never goes back. */
    void report(double done) {
      const auto wanted = static_cast<int32_t>(done * 1000);
      if (wanted > progress->load(std::memory_order_relaxed)) {
        progress->store(wanted, std::memory_order_relaxed);
      }
    }

    /** Where nobody knows how much there is to do: one piece more is done. */
    void count() { progress->fetch_add(1, std::memory_order_relaxed); }

  private:
    static_assert(sizeof(std::atomic<int32_t>) == sizeof(int32_t), "laid out as JavaScript sees it");
    std::atomic<int32_t> * stop;
    std::atomic<int32_t> * progress;
};

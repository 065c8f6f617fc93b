#pragma once

#include <chrono>

#include "control.h"
#include "ggml-backend.h"
#include "large-operation.h"

/**
 * Splits an encoder's computation into pieces of some 40 ms, so that it can be stopped between them and
 * report progress. llama.cpp asks before each operation whether its result is wanted, and computes all
 * operations up to the first yes in one go; the answer is yes as soon as the operations add up to a piece.
 * The speed is estimated from the pieces so far. An operation that is several pieces by itself is computed by
 * `LargeOperation`.
 */
class Pacing {
  public:
    /** libmtmd's `cb_eval` callback, called for every operation. */
    static bool onOperation(ggml_tensor * operation, bool isQuestion, void * pacing);

    /**
     * Enables splitting large operations; call before the first computation, and only where everything runs
     * on the CPU.
     */
    void cutOnCpu(int threads) { large = std::make_unique<LargeOperation>(threads); }

    /** Starts a computation with an estimated cost in floating-point operations. */
    void begin(Control * control, double expectedCost);
    void end();

  private:
    using Clock = std::chrono::steady_clock;

    Control * control = nullptr;
    double expectedCost = 0;
    double done = 0;
    double asked = 0;
    double largeCost = 0;
    double costPerSecond = 2e10;
    Clock::time_point since;
    std::unique_ptr<LargeOperation> large;

    bool isPieceFull(ggml_tensor * operation);
    bool goesOn();
    double pieceCost() const;
    /** Updates the speed estimate: this cost took from `since` until now. */
    void learn(double cost);
};

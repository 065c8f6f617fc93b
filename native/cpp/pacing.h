#pragma once

#include <chrono>

#include "control.h"
#include "ggml-backend.h"
#include "large-operation.h"

/**
 * Cuts the computation of an encoder into pieces of some 40 ms, so that it can be stopped between them and tell how far it
 * is. llama.cpp asks before each operation whether its result is wanted and computes what it asked about in one go up to the
 * first yes: so a yes is given as soon as the operations add up to a piece. How long they take is learned as they run. An
 * operation that is several pieces by itself is computed by `LargeOperation`.
 */
class Pacing {
  public:
    /** For the parameters of libmtmd, which then calls it for every operation. */
    static bool onOperation(ggml_tensor * operation, bool isQuestion, void * pacing);

    /** Before the first one. Operations are cut only where all are the CPU's. */
    void cutOnCpu(int threads) { large = std::make_unique<LargeOperation>(threads); }

    /** One computation begins, of about so many floating-point operations. */
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
    /** It took from `since` until now. */
    void learn(double cost);
};

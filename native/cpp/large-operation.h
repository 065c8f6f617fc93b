#pragma once

#include <functional>
#include <memory>

#include "ggml-backend.h"

/**
 * Computes a large operation on the CPU in pieces of its rows, so that it can be stopped between them: the attention over a
 * large picture alone takes seconds. The numbers are the same, as no row depends on another.
 *
 * llama.cpp's scheduler computes whole operations. So one that is to be cut is taken out of its graph when the scheduler asks
 * about it, by calling it none, and put back and computed here when the scheduler says that it is done.
 */
class LargeOperation {
  public:
    explicit LargeOperation(int threads);

    /** Whether it is of a kind that can be cut, and lies where the CPU can compute it. */
    static bool canBeCut(const ggml_tensor * operation);

    void takeOut(ggml_tensor * operation);
    bool isTakenOut() const { return taken != nullptr; }

    /** Puts it back and computes it. @param goesOn asked before each piece with the part that is done; false: the rest is left out */
    void compute(int pieces, const std::function<bool(double)> & goesOn);

  private:
    std::unique_ptr<ggml_backend, void (*)(ggml_backend *)> cpu;
    ggml_tensor * taken = nullptr;
    ggml_op kind = GGML_OP_NONE;
};

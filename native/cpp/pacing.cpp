#include "pacing.h"

#include <algorithm>

static const double pieceSeconds = 0.04;
/**
 * Lower bound of the estimate: on a busy machine pieces take long for other reasons, and smaller ones would
 * not help.
 */
static const double slowestPerSecond = 2e10;

/** Approximate cost in floating-point operations; operations that only move memory count little. */
static double costOf(const ggml_tensor * operation) {
  const double elements = static_cast<double>(ggml_nelements(operation));
  switch (operation->op) {
    case GGML_OP_NONE:
    case GGML_OP_VIEW:
    case GGML_OP_RESHAPE:
    case GGML_OP_PERMUTE:
    case GGML_OP_TRANSPOSE:
      return 0;
    case GGML_OP_MUL_MAT:
      return 2 * elements * static_cast<double>(operation->src[0]->ne[0]);
    case GGML_OP_FLASH_ATTN_EXT:
      return 4 * elements * static_cast<double>(operation->src[1]->ne[1]);
    default:
      return 16 * elements;
  }
}

bool Pacing::onOperation(ggml_tensor * operation, bool isQuestion, void * pacing) {
  auto * self = static_cast<Pacing *>(pacing);
  return isQuestion ? self->isPieceFull(operation) : self->goesOn();
}

void Pacing::begin(Control * newControl, double newExpectedCost) {
  control = newControl;
  expectedCost = newExpectedCost;
  asked = 0;
  done = 0;
}

void Pacing::end() {
  control = nullptr;
}

double Pacing::pieceCost() const {
  return costPerSecond * pieceSeconds;
}

void Pacing::learn(double cost) {
  const double seconds = std::chrono::duration<double>(Clock::now() - since).count();
  if (seconds > 0) {
    costPerSecond = std::max(slowestPerSecond, (costPerSecond + cost / seconds) / 2);
  }
  done += cost;
  if (done < expectedCost) {
    control->report(done / expectedCost);
  }
}

bool Pacing::isPieceFull(ggml_tensor * operation) {
  if (control == nullptr) {
    return false;
  }
  const double cost = costOf(operation);
  since = Clock::now();
  if (large && cost >= 2 * pieceCost() && LargeOperation::canBeCut(operation)) {
    large->takeOut(operation);
    largeCost = cost;
    return true;
  }
  asked += cost;
  return control->isStopped() || asked >= pieceCost();
}

bool Pacing::goesOn() {
  if (asked > 0) {
    learn(asked);
  }
  asked = 0;
  if (large && large->isTakenOut()) {
    const int pieces = static_cast<int>(largeCost / pieceCost());
    since = Clock::now();
    const double completed = large->compute(pieces, [this](double part) {
      if (done + largeCost * part < expectedCost) {
        control->report((done + largeCost * part) / expectedCost);
      }
      return !control->isStopped();
    });
    learn(largeCost * completed);
  }
  return !control->isStopped();
}

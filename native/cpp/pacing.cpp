#include "pacing.h"

#include <cstdio>
#include <cstring>

static const double pieceSeconds = 0.02;

/** In floating-point operations, roughly; what only moves memory counts for little. */
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

/** Weights are named v.blk.<layer>.… and a.blk.<layer>.…; -1 for an operation on none of them. */
static int layerOf(const ggml_tensor * operation) {
  const auto * weight = operation->src[0];
  int layer = -1;
  char part = 0;
  if (weight != nullptr && std::sscanf(weight->name, "%c.blk.%d.", &part, &layer) == 2) {
    return layer;
  }
  return -1;
}

bool Pacing::onOperation(ggml_tensor * operation, bool isQuestion, void * pacing) {
  auto * self = static_cast<Pacing *>(pacing);
  return isQuestion ? self->isPieceFull(operation) : self->goesOn();
}

void Pacing::begin(Control * newControl, int newLayers) {
  control = newControl;
  layers = newLayers;
  asked = 0;
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
    costPerSecond = (costPerSecond + cost / seconds) / 2;
  }
}

bool Pacing::isPieceFull(ggml_tensor * operation) {
  if (control == nullptr) {
    return false;
  }
  if (layers > 0) {
    control->report(static_cast<double>(layerOf(operation)) / layers);
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
    large->compute(pieces, [this] { return !control->isStopped(); });
    learn(largeCost);
  }
  return !control->isStopped();
}

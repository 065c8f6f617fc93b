/*
 * Prints the maximum relative error of tanh-of.h over floats of all magnitudes, or "nan" if any result is
 * NaN.
 */
#include <stdio.h>

#include "tanh-of.h"

int main(void) {
  double worst = 0;
  for (uint32_t bits = 0; bits < 0x7f800000u; bits += 97) {
    float x;
    memcpy(&x, &bits, sizeof x);
    const double truth = tanh((double) x);
    if (fabs(truth) < 1.2e-38) {
      continue;
    }
    const double positive = fabs(tanh_of(x) - truth) / truth;
    const double negative = fabs(tanh_of(-x) + truth) / truth;
    if (isnan(positive) || isnan(negative)) {
      puts("nan");
      return 1;
    }
    worst = fmax(worst, fmax(positive, negative));
  }
  printf("%.3g\n", worst);
  return 0;
}

#pragma once

#include <string>

/** From now on libmtmd's errors are kept for whoever asks on the same thread, and its other lines are dropped. */
void listenToErrors();

/** What libmtmd complained about on this thread since this was last asked, as one line; empty when it did not. */
std::string takeErrors();

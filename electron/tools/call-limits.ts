/** More calls at once are a model that repeats itself. */
export const mostCallsAtOnce = 16;

/** After so many generations that ended in calls, the model has to answer without tools. */
export const mostRounds = 25;

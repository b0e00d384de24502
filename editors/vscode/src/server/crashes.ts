const MOST = 5;
const WITHIN = 3 * 60 * 1000;

/** Counts how often the server has died lately, and says whether to try again. */
export class Crashes {
  private times: number[] = [];

  /** Call it once for each crash. */
  mayRestart(now: number): boolean {
    this.times = this.times.filter((time) => now - time < WITHIN);
    this.times.push(now);
    return this.times.length < MOST;
  }
}

import { scenarios as commands } from "./commands.mjs";
import { scenarios as findings } from "./findings.mjs";
import { scenarios as fixing } from "./fixing.mjs";
import { scenarios as places } from "./places.mjs";
import { scenarios as plan } from "./plan.mjs";
import { scenarios as reading } from "./reading.mjs";
import { scenarios as server } from "./server.mjs";
import { scenarios as settings } from "./settings.mjs";
import { scenarios as writing } from "./writing.mjs";

/** In the order in which a user would meet them; those that break the server come last. */
export const scenarios = [
  ...findings,
  ...reading,
  ...writing,
  ...fixing,
  ...plan,
  ...commands,
  ...settings,
  ...places,
  ...server,
];

/**
 * Runs in the browser before anything else of the pages. zod compiles its schemas with `new Function`, which the
 * pages' policy refuses: it must not try.
 */
import { config } from "zod/v4/core";

config({ jitless: true });

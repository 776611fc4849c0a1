/** What every process does at its start, for the tests that call verbs. */
import { subscribeOutbound } from "@/lib/outbound/subscribe";

subscribeOutbound();

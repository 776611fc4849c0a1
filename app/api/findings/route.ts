import { route } from "@/lib/platform/http/route";
import { listFindings } from "@/lib/triage/findings/list";
import { findingListInput, findingPage } from "@/lib/triage/findings/schema";

export const GET = route("Lists findings", { query: findingListInput }, findingPage, listFindings);

import { route } from "@/lib/platform/http/route";
import { runListInput, runPage } from "@/lib/triage/catalogue/schema";
import { listRuns } from "@/lib/triage/runs/list-runs";

export const GET = route("Lists runs of all hunts, newest first", { query: runListInput }, runPage, listRuns);

import { ownWork } from "@/lib/insights/work/work";
import { workAnswer } from "@/lib/insights/work/work-answers";
import { route } from "@/lib/platform/http/route";

export const GET = route("Lists your open work", {}, workAnswer, ownWork);

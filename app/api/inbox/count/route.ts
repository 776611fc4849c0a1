import { countWork } from "@/lib/insights/work/work";
import { workCount } from "@/lib/insights/work/work-answers";
import { route } from "@/lib/platform/http/route";

export const GET = route("Counts your unread items and overdue work", {}, workCount, countWork);

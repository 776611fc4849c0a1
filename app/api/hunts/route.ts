import { route } from "@/lib/platform/http/route";
import { huntList, huntListInput } from "@/lib/triage/catalogue/schema";
import { listHunts } from "@/lib/triage/hunts/list";

export const GET = route(
	"Lists the hunts of the catalogue, and the files with errors",
	{ query: huntListInput },
	huntList,
	listHunts,
);

import { measureCases } from "@/lib/cases/deadlines/measure";
import { measuresDto, measuresInput } from "@/lib/cases/deadlines/schema";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	"Measures how long cases took to be acknowledged, contained and resolved",
	{ query: measuresInput },
	measuresDto,
	measureCases,
);

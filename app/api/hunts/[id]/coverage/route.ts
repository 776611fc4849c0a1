import { route } from "@/lib/platform/http/route";
import { coverage, huntParams } from "@/lib/triage/catalogue/schema";
import { coverageOf } from "@/lib/triage/runs/coverage-of";

export const GET = route(
	"Gets how far a hunt has read its workspaces, and the gaps",
	{ id: huntParams.shape.id, unknownIsEmpty: true },
	coverage,
	coverageOf,
);

import { findLikely } from "@/lib/cases/cases/find-likely";
import { likelyInput } from "@/lib/cases/cases/likely-schema";
import { likelyCases } from "@/lib/cases/cases/schema";
import { route } from "@/lib/platform/http/route";

export const POST = route(
	"Finds the open cases that findings may belong to, and findings that belong with them",
	{
		body: likelyInput,
		description:
			"Changes nothing; it is a POST because of how many findings may be asked for. `suggested` is the case to " +
			"escalate into unless a person chooses another one: pass it as `case.id` of the decision. Of a filter the newest " +
			"1,000 findings are compared, and `groups` is empty.",
		idempotent: false,
	},
	likelyCases,
	findLikely,
);

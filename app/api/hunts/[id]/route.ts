import { route } from "@/lib/platform/http/route";
import { huntDetail, huntParams } from "@/lib/triage/catalogue/schema";
import { getHunt } from "@/lib/triage/hunts/get";

export const GET = route(
	"Gets a hunt with its query and the tables it needs",
	{ id: huntParams.shape.id },
	huntDetail,
	getHunt,
);

import { route, uuid, versioned } from "@/lib/platform/http/route";
import { getFinding } from "@/lib/triage/findings/get";
import { findingDetail } from "@/lib/triage/findings/schema";

export const GET = route(
	"Gets a finding with its evidence and what happened to it",
	{ id: uuid },
	versioned(findingDetail, ({ version }) => version),
	getFinding,
);

import { route, uuid } from "@/lib/platform/http/route";
import { linkPerson } from "@/lib/platform/identity/link-person";
import { linkInput, personAnswer } from "@/lib/platform/identity/people-schema";

export const PUT = route(
	"Links an unverified name to a person",
	{ id: uuid, body: linkInput },
	personAnswer,
	linkPerson,
);

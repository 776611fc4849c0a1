import { z } from "zod";
import { getCase } from "@/lib/cases/cases/get";
import { caseChange, caseDetail } from "@/lib/cases/cases/schema";
import { updateCase } from "@/lib/cases/cases/update";
import { route, unlessChanged, uuid } from "@/lib/platform/http/route";

/** An id, or a case's number. */
const caseId = z.string().min(1).max(36);

export const GET = route("Gets a case, by its id or its number", { id: caseId }, caseDetail, getCase);

export const PATCH = route(
	"Changes a case's fields",
	{ id: uuid, body: caseChange, ...unlessChanged("case") },
	caseDetail,
	updateCase,
);

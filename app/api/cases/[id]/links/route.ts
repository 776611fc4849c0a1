import { linkCases, unlinkCases } from "@/lib/cases/cases/link-cases";
import { caseDetail, linkCaseInput } from "@/lib/cases/cases/schema";
import { route, uuid } from "@/lib/platform/http/route";

export const POST = route("Links two cases", { id: uuid, body: linkCaseInput }, caseDetail, linkCases);

export const DELETE = route("Unlinks two cases", { id: uuid, query: linkCaseInput }, caseDetail, unlinkCases);

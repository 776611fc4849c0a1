import { z } from "zod";
import { getCase } from "@/lib/cases/cases/get";
import { caseChange, caseDetail } from "@/lib/cases/cases/schema";
import { updateCase } from "@/lib/cases/cases/update";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

/** An id, or a case's number. */
const caseParams = z.object({ id: z.string().min(1).max(36) });

export const GET = route(
	{
		summary: "Gets a case, by its id or its number",
		permission: "cases.read",
		params: caseParams,
		answers: { 200: caseDetail },
		errors: ["not_found"],
	},
	async ({ ctx, params }) => Response.json(await getCase(ctx, params.id)),
);

export const PATCH = route(
	{
		summary: "Changes a case's fields",
		description: "If it changed since `version`, the 409 returns the current state in `case`.",
		permission: "cases.work",
		params: uuidParams,
		body: caseChange,
		answers: { 200: caseDetail },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await updateCase(ctx, params.id, body)),
);

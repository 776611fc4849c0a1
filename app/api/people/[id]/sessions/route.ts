import { z } from "zod";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";
import { signOutPerson } from "@/lib/platform/identity/sign-out-person";

export const DELETE = route(
	{
		summary: "Signs a person out everywhere",
		permission: "people.manage",
		params: uuidParams,
		answers: { 200: z.object({ ended: z.number() }) },
		errors: ["not_found"],
	},
	async ({ ctx, params }) => Response.json(await signOutPerson(ctx, params.id)),
);

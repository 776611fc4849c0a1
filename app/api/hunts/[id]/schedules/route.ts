import { route } from "@/lib/platform/http/route";
import { huntParams } from "@/lib/triage/catalogue/schema";
import { changeSchedule } from "@/lib/triage/schedules/change";
import { listSchedules } from "@/lib/triage/schedules/list";
import { scheduleInput, scheduleList, scheduleSchema } from "@/lib/triage/schedules/schema";

export const GET = route(
	{
		summary: "Gets where and when a hunt runs",
		permission: "hunts.read",
		params: huntParams,
		answers: { 200: scheduleList },
		errors: ["not_found"],
	},
	async ({ ctx, params }) => Response.json({ items: await listSchedules(ctx, params.id) }),
);

export const PUT = route(
	{
		summary: "Enables, schedules, pauses or resumes a hunt in one workspace",
		description: "A 409 `conflict` returns the current schedule in `schedule`.",
		permission: "hunts.schedule",
		params: huntParams,
		body: scheduleInput,
		answers: { 200: scheduleSchema },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await changeSchedule(ctx, params.id, body)),
);

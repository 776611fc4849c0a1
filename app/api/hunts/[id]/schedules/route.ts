import { route } from "@/lib/platform/http/route";
import { huntParams } from "@/lib/triage/catalogue/schema";
import { changeSchedule } from "@/lib/triage/schedules/change";
import { listSchedules } from "@/lib/triage/schedules/list";
import { scheduleInput, scheduleList, scheduleSchema } from "@/lib/triage/schedules/schema";

export const GET = route(
	"Gets where and when a hunt runs",
	{ id: huntParams.shape.id },
	scheduleList,
	async (ctx, id) => ({ items: await listSchedules(ctx, id) }),
);

export const PUT = route(
	"Enables, schedules, pauses or resumes a hunt in one workspace",
	{
		id: huntParams.shape.id,
		body: scheduleInput,
		description: "A 409 `conflict` returns the current schedule in `schedule`.",
	},
	scheduleSchema,
	changeSchedule,
);

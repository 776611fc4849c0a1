import type { z } from "zod";
import { parseInput } from "@/lib/core/input/parse";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { checkCron, slotsAfter } from "./cron";
import { previewInput } from "./schema";

/** The next five slots of a schedule that is not saved yet. @throws AppError `invalid_input` with what is wrong */
export async function previewSlots(
	ctx: Context,
	input: z.input<typeof previewInput>,
): Promise<{ next: string[] }> {
	authorize(ctx.actor, "hunts.read");
	const cron = parseInput(previewInput, input);
	checkCron(cron);
	return { next: slotsAfter(cron, ctx.now(), 5).map((at) => at.toISOString()) };
}

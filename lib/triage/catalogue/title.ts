import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { huntById } from "./catalogue";

/** A hunt's name alone, for the title of its page. @throws AppError `not_found` */
export async function huntTitle(ctx: Context, huntId: string): Promise<string> {
	authorize(ctx.actor, "hunts.read");
	return (await huntById(huntId)).name;
}

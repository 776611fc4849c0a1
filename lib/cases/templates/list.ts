import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { TemplateList } from "./answers";
import { builtIn, toTemplate } from "./dto";

/** All templates by name, the built-in playbook first. */
export async function listTemplates(ctx: Context): Promise<TemplateList> {
	authorize(ctx.actor, "cases.read");
	const rows = await ctx.db.taskTemplate.findMany({ orderBy: [{ name: "asc" }, { id: "asc" }] });
	return { items: [builtIn(!rows.some((row) => row.isDefault === true)), ...rows.map(toTemplate)] };
}

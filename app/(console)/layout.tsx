import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { pageContext } from "@/app/context";
import { ConsoleShell } from "@/components/shell/shell/console-shell";
import { OPEN_NOTICE_COOKIE } from "@/components/shell/shell/open-notice-cookie";
import { describeMe } from "@/lib/platform/identity/me";
import { workspaceStates } from "@/lib/sources/workspaces/state";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
	const ctx = await pageContext();
	const me = describeMe(ctx.actor);
	if (me === null) redirect("/sign-in");
	return (
		<ConsoleShell
			me={me}
			workspaces={await workspaceStates(ctx)}
			openNoticeClosed={(await cookies()).has(OPEN_NOTICE_COOKIE)}
		>
			{children}
		</ConsoleShell>
	);
}

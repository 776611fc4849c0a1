"use client";

import { Lock } from "lucide-react";
import { ApiProblem } from "@/components/client/api";
import { useMe } from "@/components/client/me";
import { cx } from "@/components/ui/cx";
import { EmptyState } from "@/components/ui/empty-state";
import { PERMISSIONS, type Permission } from "@/lib/platform/context/permission-table";
import { ROLE_NAME } from "./roles";

/** Why the person who works here may not do it, by the table that the server goes by; null when they may. */
export function useRefusal(permission: Permission): string | null {
	const { may, role } = useMe();
	if (may.includes(permission)) return null;
	const { what, from } = PERMISSIONS[permission];
	return `${what} needs the role ${ROLE_NAME[from]}; yours is ${ROLE_NAME[role]}.`;
}

/** In place of what somebody may not do: why. Nothing when they may. */
export function RefusedLine({
	permission,
	className,
}: {
	permission: Permission;
	className?: string | undefined;
}) {
	const refusal = useRefusal(permission);
	if (refusal === null) return null;
	return (
		<p className={cx("flex items-center gap-1.5 text-muted text-sm", className)}>
			<Lock aria-hidden className="size-3.5 shrink-0" />
			{refusal}
		</p>
	);
}

/** In place of a whole page. */
export function RefusedPage({ permission, title }: { permission: Permission; title: string }) {
	const refusal = useRefusal(permission);
	return (
		<EmptyState icon={Lock} title={title}>
			{refusal ?? "Your role was changed."} Ask an administrator for it.
		</EmptyState>
	);
}

/** The server says no although the page said yes: the role was taken away since. */
export function isRefusal(error: unknown): error is ApiProblem {
	return error instanceof ApiProblem && [401, 403].includes(error.status);
}

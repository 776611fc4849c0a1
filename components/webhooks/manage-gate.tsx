"use client";

import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { ApiProblem } from "@/components/api";
import { useMay } from "@/components/shell/me";
import { EmptyState } from "@/components/ui/empty-state";

/** Shows its content to who may manage webhooks. */
export function ManageGate({ children }: { children: ReactNode }) {
	return useMay("webhooks.manage") ? children : <Refused />;
}

/** The server says no although the page said yes: the role was taken away since. */
export function isRefusal(error: unknown): error is ApiProblem {
	return error instanceof ApiProblem && [401, 403].includes(error.status);
}

export function Refused() {
	return (
		<EmptyState icon={Lock} title="You may not manage webhooks">
			They send what happens here to other places. Ask an administrator for the role that may manage them.
		</EmptyState>
	);
}

"use client";

import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { ApiProblem } from "@/components/api";
import { usePerson } from "@/components/shell/person";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** Shows its content to somebody who has said who they are. */
export function NameGate({ children }: { children: ReactNode }) {
	const { person, requirePerson } = usePerson();
	if (person !== null) return children;
	return (
		<EmptyState
			icon={Lock}
			title="Webhooks are for people with a name"
			actions={
				<Button variant="primary" size="md" onClick={() => void requirePerson()}>
					Choose your name
				</Button>
			}
		>
			They send what happens here to other places, so they are only shown to somebody who says who they are.
		</EmptyState>
	);
}

export function isRefusal(error: unknown): error is ApiProblem {
	return error instanceof ApiProblem && [401, 403].includes(error.status);
}

export function Refused({ error }: { error: ApiProblem }) {
	return (
		<EmptyState icon={Lock} title="You may not manage webhooks">
			{error.message} Ask whoever runs this for the permission to manage them.
		</EmptyState>
	);
}

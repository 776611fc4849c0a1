"use client";

import { Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useMay } from "@/components/client/me";
import { Button } from "@/components/ui/button";
import { toastProblem } from "@/components/ui/toast";
import { type HuntSummary, isFinished } from "@/lib/triage/catalogue/schema";
import { useStartRun } from "./use-start-run";

/** Runs a hunt over the usual window from the list, and goes where the run can be followed. */
export function RunButton({ hunt }: { hunt: HuntSummary }) {
	const router = useRouter();
	const start = useStartRun(hunt.id);
	const mayRun = useMay("hunts.run");
	const running = hunt.lastRun !== null && !isFinished(hunt.lastRun.status);
	const page = `/hunts/${encodeURIComponent(hunt.id)}`;
	// The hunt's page says why.
	if (!mayRun) return null;
	return (
		<Button
			icon={Play}
			busy={start.isPending || running}
			title="Run over the last 7 days"
			aria-label={running ? `${hunt.name} is running` : `Run ${hunt.name} over the last 7 days`}
			onClick={() =>
				start.mutate(
					{ preset: "7d" },
					{
						onSuccess: () => router.push(page),
						onError: (error) => toastProblem(`“${hunt.name}” did not start`, error),
					},
				)
			}
		>
			{running ? "Running" : "Run"}
		</Button>
	);
}

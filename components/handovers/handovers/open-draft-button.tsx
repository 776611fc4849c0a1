"use client";

import { PenLine } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { request } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { HandoverDetail } from "@/lib/handovers/handovers/schema";

/** Opens the draft that comes next: the one there is, or a new one. */
export function OpenDraftButton() {
	const router = useRouter();
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<unknown>(null);
	if (!useMay("handovers.write")) return null;
	const open = async () => {
		setBusy(true);
		setProblem(null);
		try {
			const { number } = await request<HandoverDetail>("/api/handovers", { method: "POST" });
			router.push(`/handovers/${number}`);
		} catch (error) {
			setProblem(error);
			setBusy(false);
		}
	};
	return (
		<>
			<Button variant="primary" icon={PenLine} busy={busy} onClick={() => void open()}>
				Open the draft
			</Button>
			{problem === null ? null : <ProblemNotice error={problem} title="The draft could not be opened" />}
		</>
	);
}

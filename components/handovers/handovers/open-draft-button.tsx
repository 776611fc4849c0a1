"use client";

import { PenLine } from "lucide-react";
import { useRouter } from "next/navigation";
import { request } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { useAction } from "@/components/parts/form/use-action";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { HandoverDetail } from "@/lib/handovers/handovers/schema";

/** Opens the draft that comes next: the one there is, or a new one. */
export function OpenDraftButton() {
	const router = useRouter();
	const open = useAction({
		act: () => request<HandoverDetail>("/api/handovers", { method: "POST" }),
		onDone: ({ number }) => router.push(`/handovers/${number}`),
	});
	if (!useMay("handovers.write")) return null;
	return (
		<>
			<Button
				variant="primary"
				icon={PenLine}
				busy={open.isPending || open.isSuccess}
				onClick={() => open.mutate()}
			>
				Open the draft
			</Button>
			{open.isError ? <ProblemNotice error={open.error} title="The draft could not be opened" /> : null}
		</>
	);
}

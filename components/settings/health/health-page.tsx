"use client";

import { RotateCw } from "lucide-react";
import { useEffect } from "react";
import { useAnnounce } from "@/components/client/announcer";
import { useMay } from "@/components/client/me";
import { useEventAnswer } from "@/components/client/use-event-answer";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import { PageBody } from "@/components/ui/page-body";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Progress } from "@/components/ui/progress";
import { Mark } from "@/components/ui/tag";
import type { HealthProgress, HealthReport } from "@/lib/operations/health/rules";
import { countText, reportLines } from "@/lib/operations/health/text";
import { HealthSection } from "./health-section";
import { LEVEL } from "./level";

/** What is well with the workspaces and the installation and what is not, as `npm run doctor` says it. */
export function HealthPage() {
	const check = useEventAnswer<HealthReport, HealthProgress>("/api/checks", {
		result: "report",
		atOnce: true,
	});
	const { running, progress, answer: report, error } = check;
	const start = () => void check.start();
	const installation = useMay("installation.read");
	return (
		<PageBody className="max-w-5xl">
			<div className="flex flex-wrap items-center gap-x-4 gap-y-2">
				<div className="min-w-0 flex-1 basis-64">
					<h2 className="font-semibold">Health</h2>
					{report === null ? (
						<p className="text-muted">
							{running ? "Checking the workspaces…" : "Nothing has been checked yet."}
						</p>
					) : (
						<Summary report={report} />
					)}
				</div>
				{report === null ? null : <CopyButton text={reportLines(report).join("\n")} label="Copy report" />}
				<Button variant="primary" icon={RotateCw} busy={running} onClick={start}>
					Check again
				</Button>
			</div>
			{running ? (
				<div className="flex flex-col gap-1">
					<Progress
						label="Progress of the checks"
						value={progress === null ? null : (100 * progress.done) / progress.total}
					/>
					<p className="text-muted text-sm">{progress === null ? "Beginning" : progress.doing}</p>
				</div>
			) : null}
			{error === null ? null : (
				<ProblemNotice error={error} title="The checks could not be run" onRetry={start} retrying={running} />
			)}
			{report?.sections.length === 0 ? (
				<Notice title="There is nothing to check">You don’t have access to any workspace.</Notice>
			) : null}
			{report?.sections.map((section) => (
				<HealthSection key={section.id} section={section} />
			))}
			<p className="text-muted text-sm">
				{installation ? (
					<>
						The same in a terminal, also when Afterclick does not run: <code>npm run doctor</code>.
					</>
				) : (
					"The installation itself is checked for administrators."
				)}
			</p>
		</PageBody>
	);
}

function Summary({ report }: { report: HealthReport }) {
	const announce = useAnnounce();
	const words = countText(report);
	useEffect(() => announce(`Checked: ${words}`), [announce, words]);
	const { icon, tone } = LEVEL[report.level];
	return (
		<p className="flex flex-wrap items-center gap-x-2 text-muted">
			<Mark icon={icon} tone={tone} className="text-fg">
				{words}
			</Mark>
			<span>
				Checked <Ago value={report.at} />
			</span>
		</p>
	);
}

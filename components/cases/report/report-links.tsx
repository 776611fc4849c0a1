import { FileDown, Printer } from "lucide-react";

/** To the report of a case: on paper, or as a file. Plain links: making a report is in the audit, and no prefetch is. */
export function ReportLinks({ id, number }: { readonly id: string; readonly number: number }) {
	const look = "inline-flex items-center gap-1 text-accent-text hover:underline";
	return (
		<span className="ml-auto inline-flex items-center gap-3">
			<a href={`/cases/${number}/report`} className={look}>
				<Printer aria-hidden className="size-3.5" />
				Report
			</a>
			<a href={`/api/cases/${id}/report`} download className={look}>
				<FileDown aria-hidden className="size-3.5" />
				<span className="max-sm:sr-only">Report as</span> Markdown
			</a>
		</span>
	);
}

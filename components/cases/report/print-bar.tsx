"use client";

import { Printer } from "lucide-react";
import { BackLink } from "@/components/ui/back-link";
import { Button } from "@/components/ui/button";

/** What is on the screen alone. */
export function PrintBar({ number }: { readonly number: number }) {
	return (
		<div className="report-bar">
			<BackLink href={`/cases/${number}`} label={`Case ${number}`} />
			<span>Case {number}</span>
			<Button variant="primary" icon={Printer} onClick={() => window.print()}>
				Print or save as PDF
			</Button>
		</div>
	);
}

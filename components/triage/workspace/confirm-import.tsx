"use client";

import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { visibleText } from "@/lib/core/visible-text";

interface ConfirmImportProps {
	readonly about: "sample" | "again";
	/** What the server said, if it was asked. */
	readonly why: string;
	readonly fileName: string;
	readonly onConfirm: () => void;
	readonly onCancel: () => void;
}

/** Asks before an import does what cannot be taken back. */
export function ConfirmImport({ about, why, fileName, onConfirm, onCancel }: ConfirmImportProps) {
	const cancel = useRef<HTMLButtonElement>(null);
	const sample = about === "sample";
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onCancel()}
			title={sample ? "Replace the sample data?" : "Import this file again?"}
			initialFocus={cancel}
			footer={
				<>
					<Button ref={cancel} onClick={onCancel}>
						Cancel
					</Button>
					<Button variant="primary" onClick={onConfirm}>
						{sample ? "Replace and import" : "Import again"}
					</Button>
				</>
			}
		>
			<div className="flex flex-col gap-2 pb-1">
				{sample ? (
					<>
						<p>
							The workspace holds generated sample data, which is never mixed with real exports. Importing{" "}
							<bdi className="font-medium">{visibleText(fileName)}</bdi> removes all rows of the sample from
							every table.
						</p>
						<p className="text-muted">
							The sample is removed only after the file has been read and accepted. Findings from the sample
							stay listed, with their decisions. The sample can be generated again with{" "}
							<code>npm run sample</code>.
						</p>
					</>
				) : (
					<>
						<p>{why}</p>
						<p className="text-muted">Its rows would be in the workspace twice, and be counted twice.</p>
					</>
				)}
			</div>
		</Dialog>
	);
}

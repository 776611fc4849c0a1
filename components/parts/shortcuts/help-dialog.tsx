"use client";

import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { keyName, type Shortcut } from "./shortcut";

interface HelpDialogProps {
	readonly shortcuts: readonly Shortcut[];
	readonly onClose: () => void;
}

/** The page's shortcuts, from the list that its handlers use. */
export function HelpDialog({ shortcuts, onClose }: HelpDialogProps) {
	const groups = [...new Set(shortcuts.map((shortcut) => shortcut.group))];
	return (
		<Dialog open onOpenChange={(open) => !open && onClose()} title="Keyboard shortcuts">
			<div className="grid gap-x-8 gap-y-4 pb-3 sm:grid-cols-2">
				{groups.map((group) => (
					<section key={group}>
						<h3 className="mb-1 font-medium text-muted text-sm">{group}</h3>
						<dl>
							{shortcuts
								.filter((shortcut) => shortcut.group === group)
								.map((shortcut) => (
									<div key={shortcut.id} className="flex min-h-7 items-center justify-between gap-3">
										<dt>{shortcut.label}</dt>
										<dd className="flex shrink-0 items-center gap-1">
											{shortcut.shift ? <Kbd>Shift</Kbd> : null}
											{shortcut.keys.map((key) => (
												<Kbd key={key}>{keyName(key)}</Kbd>
											))}
										</dd>
									</div>
								))}
						</dl>
					</section>
				))}
			</div>
		</Dialog>
	);
}

"use client";

import { type ReactNode, useRef } from "react";
import { Button } from "./button";
import { CopyButton } from "./copy-button";
import { Dialog } from "./dialog";
import { Field, Input } from "./field";

interface SecretDialogProps {
	readonly title: string;
	/** Names the secret, as in `Token`. */
	readonly label: string;
	readonly secret: string;
	readonly hint: ReactNode;
	readonly copyLabel: string;
	readonly doneLabel?: string;
	/** Called when it is closed, whichever way. */
	readonly onClose: () => void;
	/** Called after that by the main button alone. */
	readonly onDone?: () => void;
}

/** Shows a secret that is shown this once. */
export function SecretDialog({
	title,
	label,
	secret,
	hint,
	copyLabel,
	doneLabel = "Done",
	onClose,
	onDone,
}: SecretDialogProps) {
	const input = useRef<HTMLInputElement>(null);
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={title}
			description="Copy it now. It is not shown again."
			initialFocus={input}
			footer={
				<>
					<CopyButton text={secret} label={copyLabel} />
					<Button
						variant="primary"
						onClick={() => {
							onClose();
							onDone?.();
						}}
					>
						{doneLabel}
					</Button>
				</>
			}
		>
			<Field id="secret" label={label} hint={hint}>
				<Input
					ref={input}
					id="secret"
					readOnly
					value={secret}
					aria-describedby="secret-hint"
					onFocus={(event) => event.currentTarget.select()}
					className="font-mono text-sm"
				/>
			</Field>
		</Dialog>
	);
}

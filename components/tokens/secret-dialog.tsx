"use client";

import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import type { NewToken } from "@/lib/identity/token-schema";

/** Shows a token's secret, this once. */
export function SecretDialog({ made: { token, secret }, onClose }: { made: NewToken; onClose: () => void }) {
	const input = useRef<HTMLInputElement>(null);
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={`The token “${token.name}” is ready`}
			description="Copy it now. It is not shown again."
			initialFocus={input}
			footer={
				<>
					<CopyButton text={secret} label="Copy the token" />
					<Button size="sm" variant="primary" onClick={onClose}>
						Done
					</Button>
				</>
			}
		>
			<Field
				id="token-secret"
				label="Token"
				hint={
					<>
						Programs send it with every request: <code>Authorization: Bearer …</code>
					</>
				}
			>
				<Input
					ref={input}
					id="token-secret"
					readOnly
					value={secret}
					aria-describedby="token-secret-hint"
					onFocus={(event) => event.currentTarget.select()}
					className="font-mono text-sm"
				/>
			</Field>
		</Dialog>
	);
}

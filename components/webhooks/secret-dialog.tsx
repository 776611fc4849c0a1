"use client";

import { useRouter } from "next/navigation";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Time } from "@/components/ui/time";
import type { WebhookWithSecret } from "@/lib/webhooks/schema";

interface SecretDialogProps {
	readonly added: WebhookWithSecret;
	/** It has just been created, rather than got a new secret. */
	readonly isNew?: boolean;
	readonly onClose: () => void;
}

/** Shows a secret, this once. */
export function SecretDialog({ added: { webhook, secret }, isNew = false, onClose }: SecretDialogProps) {
	const router = useRouter();
	const input = useRef<HTMLInputElement>(null);
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={isNew ? "The webhook is ready" : "The new secret"}
			description="Copy the signing secret now. It is not shown again."
			initialFocus={input}
			footer={
				<>
					<CopyButton text={secret} label="Copy the secret" />
					<Button
						variant="primary"
						onClick={() => {
							onClose();
							if (isNew) router.push(`/settings/webhooks/${webhook.id}`);
						}}
					>
						{isNew ? "Go to the webhook" : "Done"}
					</Button>
				</>
			}
		>
			<Field
				id="webhook-secret"
				label="Signing secret"
				hint={
					webhook.overlapUntil === null ? (
						"A receiver verifies with it that a request comes from here. Teams and Slack do not need it."
					) : (
						<>
							The secret before it signs too until <Time value={webhook.overlapUntil} form="minutes" />:
							change the receiver over by then.
						</>
					)
				}
			>
				<Input
					ref={input}
					id="webhook-secret"
					readOnly
					value={secret}
					aria-describedby="webhook-secret-hint"
					onFocus={(event) => event.currentTarget.select()}
					className="font-mono text-sm"
				/>
			</Field>
		</Dialog>
	);
}

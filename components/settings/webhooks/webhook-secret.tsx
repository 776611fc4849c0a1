"use client";

import { useRouter } from "next/navigation";
import { SecretDialog } from "@/components/ui/secret-dialog";
import { Time } from "@/components/ui/time";
import type { WebhookWithSecret } from "@/lib/outbound/webhooks/schema";

interface WebhookSecretProps {
	readonly added: WebhookWithSecret;
	/** It has just been created, rather than got a new secret. */
	readonly isNew?: boolean;
	readonly onClose: () => void;
}

/** Shows a webhook's signing secret, this once. */
export function WebhookSecret({ added: { webhook, secret }, isNew = false, onClose }: WebhookSecretProps) {
	const router = useRouter();
	return (
		<SecretDialog
			title={isNew ? "The webhook is ready" : "The new secret"}
			label="Signing secret"
			secret={secret}
			copyLabel="Copy the secret"
			hint={
				webhook.overlapUntil === null ? (
					"Receivers use it to verify that a request comes from Afterclick. Teams and Slack don’t need it."
				) : (
					<>
						The previous secret also signs until <Time value={webhook.overlapUntil} form="minutes" />: change
						the receiver over by then.
					</>
				)
			}
			doneLabel={isNew ? "Go to the webhook" : "Done"}
			onClose={onClose}
			onDone={() => {
				if (isNew) router.push(`/settings/webhooks/${webhook.id}`);
			}}
		/>
	);
}
